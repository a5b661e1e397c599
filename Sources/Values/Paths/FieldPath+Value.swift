extension Value {
    /// What is found at the path; nil when any step of it finds nothing.
    ///
    /// An item is the first element that holds every key field as given; a field that is missing does not match.
    package subscript(at path: FieldPath) -> Value? {
        var value = self
        for element in path.elements {
            guard let next = value[element] else { return nil }
            value = next
        }
        return value
    }

    private subscript(element: FieldPath.Element) -> Value? {
        switch element {
        case .key(let key): self[key: key]
        case .index(let index): self[index: index]
        case .item(let selectors):
            array?.first { item in selectors.allSatisfy { item[key: $0.name] == $0.value } }
        case .value(let value): array?.first { $0 == value }
        }
    }
}
