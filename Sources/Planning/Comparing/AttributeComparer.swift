import Core
import Values

/// An attribute that is not what the blueprint states.
struct AttributeDifference {
    let path: FieldPath
    var before: Value?
    let after: Value?
    /// We held it, and the blueprint no longer states it.
    var isGivenUp = false
    /// The element of a keyed list that is there in the place of this one, under another key: it has to go.
    var rival: FieldPath?
}

/// The attributes that `desired` states and `observed` does not have the same. What `desired` does not state is
/// the server's or another manager's, and never differs.
func differences(_ desired: Value, _ observed: Value, _ rule: Comparison) -> [AttributeDifference] {
    var comparer = AttributeComparer()
    comparer.compare(desired, observed, rule)
    return comparer.found
}

private struct AttributeComparer {
    var found: [AttributeDifference] = []
    private var path: [FieldPath.Element] = []

    mutating func compare(_ desired: Value, _ observed: Value?, _ rule: Comparison) {
        if case .ignored = rule { return }
        guard let observed, observed != .null else {
            // Servers drop what is empty.
            if !desired.isEmpty { report(nil, desired) }
            return
        }
        guard desired != .null else {
            if !observed.isEmpty { report(observed, nil) }
            return
        }
        switch (desired, observed, rule) {
        case (.object(let desired), .object(let observed), _):
            for (key, wanted, present) in desired.paired(with: observed) {
                if wanted == nil, rule != .whole { continue }
                at(.key(key)) { $0.compare(wanted ?? .null, present, rule.member(key)) }
            }
        case (.array(let wanted), .array(let present), .keyed(let keys, let elementRule)):
            // Without a key nothing tells the elements apart but their place.
            if desired.isKeyed(by: keys) {
                compareKeyed(wanted, present, keys, elementRule)
            } else {
                compareByPlace(wanted, present, elementRule)
            }
        case (.array(let wanted), .array(let present), .set):
            if !isSameSet(wanted, present) { report(observed, desired) }
        case (.array(let wanted), .array(let present), _):
            compareByPlace(wanted, present, rule)
        case (_, _, .quantity):
            if !isSameQuantity(desired, observed) { report(observed, desired) }
        case (.string(let stated), .string(let present), .version):
            if !Release(present).isOf(Release(stated)) { report(observed, desired) }
        default:
            if !isSameScalar(desired, observed) { report(observed, desired) }
        }
    }

    private mutating func compareKeyed(
        _ wanted: [Value], _ present: [Value], _ keys: [String], _ rule: Comparison
    ) {
        var index = KeyedElements(present, keys)
        // Those that name every key first, so that one that leaves a key to the server does not take their match.
        let selectors = wanted.map { $0.selectors(keys) }
        let whole = wanted.indices.filter { selectors[$0].count == keys.count }
        let partial = wanted.indices.filter { selectors[$0].count < keys.count }
        for place in whole + partial {
            let match = index.take(selectors[place])
            at(.item(selectors[place])) { $0.compare(wanted[place], match, rule) }
        }
        for index in found.indices where found[index].before == nil {
            nameRival(of: &found[index], among: present, keys, wanted)
        }
    }

    /// Finds the port that has the name of a missing one, and another number: two of one name cannot be. In other lists
    /// with keys they can: a volume is mounted in several places.
    private func nameRival(
        of difference: inout AttributeDifference, among present: [Value], _ keys: [String], _ wanted: [Value]
    ) {
        guard keys.contains("protocol"), difference.path.elements.count == path.count + 1,
            difference.path.elements.starts(with: path), let name = difference.after?[key: "name"]
        else { return }
        let stated = wanted.map { $0.selectors(keys) }
        let rivals = present.filter { $0[key: "name"] == name && !stated.contains($0.selectors(keys)) }
        guard rivals.count == 1 else { return }
        difference.before = rivals[0]
        difference.rival = FieldPath(path).appending(.item(rivals[0].selectors(keys)))
    }

    private mutating func compareByPlace(_ wanted: [Value], _ present: [Value], _ rule: Comparison) {
        guard wanted.count == present.count else { return report(.array(present), .array(wanted)) }
        for index in wanted.indices {
            at(.index(index)) { $0.compare(wanted[index], present[index], rule) }
        }
    }

    private mutating func at(_ element: FieldPath.Element, _ body: (inout Self) -> Void) {
        path.append(element)
        body(&self)
        path.removeLast()
    }

    private mutating func report(_ before: Value?, _ after: Value?) {
        found.append(AttributeDifference(path: FieldPath(path), before: before, after: after))
    }
}

extension Value {
    fileprivate var isEmpty: Bool {
        switch self {
        case .null: true
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// The text that a quantity was written with; a number is one too.
    fileprivate var quantityText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .double(let number): "\(number)"
        default: nil
        }
    }
}

private func isSameQuantity(_ left: Value, _ right: Value) -> Bool {
    guard let left = left.quantityText.flatMap(Quantity.init),
        let right = right.quantityText.flatMap(Quantity.init)
    else { return left == right }
    return left == right
}

private func isSameScalar(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.int(let left), .double(let right)): Double(left) == right
    case (.double(let left), .int(let right)): left == Double(right)
    default: left == right
    }
}

private func isSameSet(_ left: [Value], _ right: [Value]) -> Bool {
    guard left.count == right.count else { return false }
    var counts: [Value: Int] = [:]
    for value in left { counts[value, default: 0] += 1 }
    for value in right { counts[value, default: 0] -= 1 }
    return counts.values.allSatisfy { $0 == 0 }
}
