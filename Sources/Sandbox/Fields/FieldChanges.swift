import Core
import Values

/// Which fields of an object a write changes.
struct FieldChanges {
    /// Added, or given another value.
    private(set) var set = FieldTree()
    private(set) var removed = FieldTree()

    init(from old: Value, to new: Value, _ rule: Comparison) {
        (set, removed) = Self.changes(old, new, rule)
        set = set.withoutIdentity
    }

    private typealias Pair = (set: FieldTree, removed: FieldTree)

    private static func changes(_ old: Value?, _ new: Value?, _ rule: Comparison) -> Pair {
        switch (old, new, rule) {
        case (nil, nil, _): return (FieldTree(), FieldTree())
        case (nil, let new?, _): return (FieldTree(everyPlaceOf: new, rule), FieldTree())
        case (let old?, nil, _): return (FieldTree(), FieldTree(everyPlaceOf: old, rule))
        case (.object(let old), .object(let new), _):
            return changes(
                old.paired(with: new).map {
                    (FieldKey.member($0.key), $0.own, $0.other, rule.member($0.key))
                })
        case (.array(let old), .array(let new), .keyed(let keys, let elementRule)):
            let pairs = ItemPairs(old, new, by: keys)
            return changes(pairs.all.map { ($0.key, $0.old, $0.new, elementRule) })
        case (let old?, let new?, _):
            if old == new { return (FieldTree(), FieldTree()) }
            let (before, after) = (FieldTree(everyPlaceOf: old, rule), FieldTree(everyPlaceOf: new, rule))
            return (after, before.subtracting(after))
        }
    }

    private static func changes(_ pairs: some Sequence<(String, Value?, Value?, Comparison)>) -> Pair {
        var (set, removed): ([FieldTree.Child], [FieldTree.Child]) = ([], [])
        for (key, old, new, rule) in pairs {
            let found = changes(old, new, rule)
            if !found.set.isEmpty { set.append(.init(key: key, node: found.set)) }
            if !found.removed.isEmpty { removed.append(.init(key: key, node: found.removed)) }
        }
        return (FieldTree(isMember: false, children: set), FieldTree(isMember: false, children: removed))
    }
}

/// The elements of two associative lists, side by side: those of the first in their order, then those that only
/// the second has.
struct ItemPairs {
    private(set) var all: [(key: String, old: Value?, new: Value?)] = []

    init(_ old: [Value], _ new: [Value], by keys: [String]) {
        var places: [String: Int] = [:]
        for element in old {
            let key = FieldKey.item(element, by: keys)
            places[key] = all.count
            all.append((key, element, nil))
        }
        for element in new {
            let key = FieldKey.item(element, by: keys)
            if let place = places[key] {
                all[place].new = element
            } else {
                places[key] = all.count
                all.append((key, nil, element))
            }
        }
    }
}
