extension Value {
    /// This value with another one at the path, or with nothing there. What is missing on the way is made.
    package func replacing(_ path: FieldPath, with value: Value?) -> Value {
        replacing(path.elements[...], with: value) ?? .null
    }

    private func replacing(_ path: ArraySlice<FieldPath.Element>, with value: Value?) -> Value? {
        guard let element = path.first else { return value }
        let rest = path.dropFirst()
        if case .key(let key) = element {
            var members = fields ?? [:]
            let member = members[key]
            // Nothing is made on the way to what is to go.
            if member == nil, value == nil { return self }
            members[key] = (member ?? .null).replacing(rest, with: value)
            return .object(members)
        }
        var elements = array ?? []
        if let place = Self.place(of: element, in: elements) {
            if let new = elements[place].replacing(rest, with: value) {
                elements[place] = new
            } else {
                elements.remove(at: place)
            }
        } else if value != nil, let new = Self.beginning(of: element).replacing(rest, with: value) {
            elements.append(new)
        }
        return .array(elements)
    }

    private static func place(of element: FieldPath.Element, in elements: [Value]) -> Int? {
        switch element {
        case .key: nil
        case .index(let index): elements.indices.contains(index) ? index : nil
        case .item(let selectors):
            elements.firstIndex { item in selectors.allSatisfy { item[key: $0.name] == $0.value } }
        case .value(let value): elements.firstIndex(of: value)
        }
    }

    /// What an element has by its path alone.
    private static func beginning(of element: FieldPath.Element) -> Value {
        guard case .item(let selectors) = element else { return .null }
        return .object(Fields(selectors.map { ($0.name, $0.value) }))
    }
}
