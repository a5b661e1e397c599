import Core
import Values

extension Value {
    /// This value with what `applied` states put over it: objects member by member, associative lists element by
    /// element, everything else as a whole.
    func merged(with applied: Value, _ rule: Comparison) -> Value {
        switch (self, applied, rule) {
        case (.object(let own), .object(let applied), _):
            return .object(
                Fields(
                    own.paired(with: applied).map { key, own, applied in
                        (key, Self.merge(own, applied, rule.member(key)))
                    }))
        case (.array(let own), .array(let applied), .keyed(let keys, let elementRule)):
            return .array(
                ItemPairs(own, applied, by: keys).all.map { Self.merge($0.old, $0.new, elementRule) })
        default: return applied
        }
    }

    private static func merge(_ own: Value?, _ applied: Value?, _ rule: Comparison) -> Value {
        guard let own else { return applied ?? .null }
        return applied.map { own.merged(with: $0, rule) } ?? own
    }

    /// This value without the places in `given`, except those in `kept` and those that lead to one of them.
    /// What is empty for it goes too, unless it is kept.
    func removing(_ given: FieldTree, keeping kept: FieldTree, _ rule: Comparison) -> Value {
        switch self {
        case .object(let members):
            return .object(
                Fields(
                    members.compactMap { key, value -> (String, Value)? in
                        let place = FieldKey.member(key)
                        return value.remaining(
                            given[place], keeping: kept[place] ?? FieldTree(), rule.member(key)
                        ).map { (key, $0) }
                    }))
        case .array(let elements):
            guard case .keyed(let keys, let elementRule) = rule else { return self }
            return .array(
                elements.compactMap { element in
                    let key = FieldKey.item(element, by: keys)
                    var kept = kept[key] ?? FieldTree()
                    // What stays of an element keeps the fields that tell it from the others.
                    if !kept.isEmpty { kept = kept.union(FieldTree(members: keys)) }
                    return element.remaining(given[key], keeping: kept, elementRule)
                })
        default: return self
        }
    }

    private func remaining(_ given: FieldTree?, keeping kept: FieldTree, _ rule: Comparison) -> Value? {
        guard let given else { return self }
        if given.isMember && kept.isEmpty { return nil }
        if given.children.isEmpty { return self }
        let rest = removing(given, keeping: kept, rule)
        return rest.isHollow && !isHollow && kept.isEmpty ? nil : rest
    }

    private var isHollow: Bool {
        switch self {
        case .object(let members): members.isEmpty
        case .array(let elements): elements.isEmpty
        default: false
        }
    }
}
