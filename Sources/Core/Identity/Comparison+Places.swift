package import Values

extension Comparison {
    /// Where a path leads in a manifest that follows this rule, as differences name it: an element of a keyed list by all
    /// the keys that it has. Where it names not all of them, it may lead to several. What tells an element from others is
    /// no attribute.
    package func places(of path: FieldPath, in manifest: Value) -> [FieldPath] {
        var result: [FieldPath] = []
        follow(path.elements[...], in: manifest, [], &result)
        return result
    }

    private func follow(
        _ rest: ArraySlice<FieldPath.Element>, in value: Value, _ path: [FieldPath.Element],
        _ result: inout [FieldPath]
    ) {
        guard let step = rest.first else { return result.append(FieldPath(path)) }
        switch (value, self, step) {
        case (.object(let members), _, .key(let key)):
            guard let member = members[key] else { return }
            self.member(key).follow(rest.dropFirst(), in: member, path + [step], &result)
        case (.array(let elements), .keyed(let keys, let rule), .item(let asked))
        where value.isKeyed(by: keys):
            if case .key(let key)? = rest.dropFirst().first, keys.contains(key) { return }
            for element in elements where asked.allSatisfy({ element[key: $0.name] == $0.value }) {
                rule.follow(
                    rest.dropFirst(), in: element, path + [.item(element.selectors(keys))], &result)
            }
        default: return
        }
    }
}
