package import Values

extension Comparison {
    /// Every attribute of a manifest that follows this rule: what holds no attributes of its own, with its path as
    /// differences name it. A list of scalars is one; what the path says of a list's element is none.
    package func leaves(of manifest: Value) -> [(path: FieldPath, value: Value)] {
        var result: [(path: FieldPath, value: Value)] = []
        collect(manifest, [], &result)
        return result
    }

    private func collect(
        _ value: Value, _ path: [FieldPath.Element], _ result: inout [(path: FieldPath, value: Value)]
    ) {
        switch value {
        case .object(let members) where !members.isEmpty:
            for (key, value) in members where !Self.says(path.last, key) {
                member(key).collect(value, path + [.key(key)], &result)
            }
        case .array(let elements) where elements.contains(where: \.isComposite):
            for (index, element) in elements.enumerated() {
                let (step, rule) = self.step(to: element, at: index)
                rule.collect(element, path + [step], &result)
            }
        default: result.append((FieldPath(path), value))
        }
    }

    private static func says(_ element: FieldPath.Element?, _ key: String) -> Bool {
        guard case .item(let selectors)? = element else { return false }
        return selectors.contains { $0.name == key }
    }

    private func step(to element: Value, at index: Int) -> (FieldPath.Element, Comparison) {
        guard case .keyed(let keys, let rule) = self else { return (.index(index), .plain) }
        let selectors = keys.compactMap { key in
            element[key: key].map { FieldPath.Selector(key, $0) }
        }
        return (selectors.isEmpty ? .index(index) : .item(selectors), rule)
    }
}

extension Value {
    fileprivate var isComposite: Bool {
        switch self {
        case .object, .array: true
        default: false
        }
    }
}
