/// A path that leads through something that is not there, or is of another kind.
package struct PathMismatch: Error {
    package let reason: String
}

extension Value {
    /// With `value` at the path. Objects, lists and elements on the way that are known by key fields are made.
    package func setting(_ value: Value, at path: FieldPath) throws(PathMismatch) -> Value {
        try changing(path.elements[...]) { _ in value }
    }

    /// Without what is at the path.
    package func removing(_ path: FieldPath) throws(PathMismatch) -> Value {
        guard self[at: path] != nil, !path.isEmpty else {
            throw PathMismatch(reason: "there is nothing at \(path.notation)")
        }
        return try changing(path.elements[...]) { _ in nil }
    }

    /// - Parameter change: is given what is at the end of the path, and returns what shall be there.
    private func changing(
        _ path: ArraySlice<FieldPath.Element>, _ change: (Value?) -> Value?
    ) throws(PathMismatch) -> Value {
        guard let step = path.first else { return change(self) ?? .null }
        let rest = path.dropFirst()
        switch self {
        case .object(var members):
            guard case .key(let key) = step else { throw PathMismatch(step, in: "an object") }
            members[key] = try Self.changed(members[key], step, rest, change)
            return .object(members)
        case .array(var elements):
            let place = try step.place(in: elements)
            let old = elements.indices.contains(place) ? elements[place] : Value?.none
            let new = try Self.changed(old, step, rest, change)
            elements.replaceSubrange(place..<min(place + 1, elements.count), with: new.map { [$0] } ?? [])
            return .array(elements)
        default: throw PathMismatch(step, in: "a single value")
        }
    }

    private static func changed(
        _ old: Value?, _ step: FieldPath.Element, _ rest: ArraySlice<FieldPath.Element>,
        _ change: (Value?) -> Value?
    ) throws(PathMismatch) -> Value? {
        guard let next = rest.first else { return change(old) }
        return try (old ?? step.newElement ?? next.newContainer).changing(rest, change)
    }
}

extension FieldPath.Element {
    /// Where in a list it is; the list's end where it is missing and can be made.
    fileprivate func place(in elements: [Value]) throws(PathMismatch) -> Int {
        switch self {
        case .key: throw PathMismatch(self, in: "a list")
        case .index(let index):
            guard index <= elements.count else {
                throw PathMismatch(reason: "the list has only \(elements.count) elements")
            }
            return index
        case .item(let selectors):
            return elements.firstIndex { element in
                selectors.allSatisfy { element[key: $0.name] == $0.value }
            } ?? elements.count
        case .value(let value): return elements.firstIndex(of: value) ?? elements.count
        }
    }

    /// A missing element of an associative list, with its key fields.
    fileprivate var newElement: Value? {
        guard case .item(let selectors) = self else { return nil }
        return .object(Fields(selectors.map { ($0.name, $0.value) }))
    }

    /// What has to be there for this step to lead into.
    fileprivate var newContainer: Value { if case .key = self { [:] } else { [] } }
}

extension PathMismatch {
    fileprivate init(_ step: FieldPath.Element, in place: String) {
        self.init(reason: "\(FieldPath([step]).notation) is looked for in \(place)")
    }
}
