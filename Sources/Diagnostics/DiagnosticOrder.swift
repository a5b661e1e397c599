extension Diagnostic {
    /// By file, line, column, code and summary; what has no place comes first.
    package static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        switch (left.origin, right.origin) {
        case (nil, .some): return true
        case (.some, nil): return false
        case (let one?, let other?) where one < other: return true
        case (let one?, let other?) where other < one: return false
        default: return (left.code, left.summary) < (right.code, right.summary)
        }
    }
}
