/// A string that is equal to another only when their bytes are.
///
/// Swift's own `==` takes `é` written as one scalar and as two for the same text. To JSON, and to every server
/// that compares bytes, they differ, and a difference that we cannot see is one that we never report.
struct ExactText: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ExactText, right: ExactText) -> Bool { same(left.text, right.text) }

    /// The common case, ASCII, costs one comparison: no other text of the same length is canonically equal to it.
    static func same(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left == right
            && (left.utf8Span.isKnownASCII || left.utf8.elementsEqual(right.utf8))
    }

    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
