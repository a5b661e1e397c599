import Diagnostics
import Values

/// What is ignored can be left to others: it is neither what says which object it is and whose, nor a part of what
/// servers know only as a whole.
struct IgnorablePaths: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.platforms.flatMap(\.ignore).compactMap { rule in
            guard let (reason, help) = rule.path.value.path.obstacle else { return nil }
            return Diagnostic(
                .ignorePath, "\"\(rule.path.value.path.notation)\" cannot be ignored", at: rule.path.origin,
                label: reason, help: help)
        }
    }
}

extension FieldPath {
    /// Why it cannot be left to others, and what to do then.
    fileprivate var obstacle: (reason: String, help: String)? {
        if let mark = marked { return mark }
        for (place, element) in elements.enumerated() {
            let list = FieldPath(Array(elements.prefix(place))).notation
            switch element {
            case .index, .value, .item([]):
                return (
                    "servers know a list without keys only as a whole",
                    "ignore \(list), or name the element by its key field, such as \(list)[name=app]"
                )
            case .item(let selectors):
                guard place + 1 < elements.count, case .key(let key) = elements[place + 1],
                    selectors.contains(where: { $0.name == key })
                else { continue }
                return (
                    "it tells the element from others, which is not compared",
                    "ignore another attribute of the element, or remove the rule"
                )
            case .key: continue
            }
        }
        return nil
    }

    /// As `obstacle`, for what tells an object from others, the mark included.
    private var marked: (reason: String, help: String)? {
        let keys = elements.prefix(3).map { if case .key(let key) = $0 { key } else { "" } }
        let identity = (
            "it says which object it is, which nobody else looks after",
            "ignore another attribute, or remove the rule"
        )
        switch keys {
        case ["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"]: return identity
        case ["metadata"], ["metadata", "labels"], ["metadata", "annotations"]:
            return (
                "the mark stands in here, which says whose the object is",
                "name the one attribute that others look after, such as metadata.annotations[\"example.com/note\"]"
            )
        case let keys where keys.count == 3 && keys[0] == "metadata" && keys[2].isOfMark:
            return (
                "it is of the mark, which says whose the object is",
                "ignore another attribute, or remove the rule"
            )
        default: return nil
        }
    }
}

extension String {
    fileprivate var isOfMark: Bool { hasPrefix("cadastre.dev/") || self == "app.kubernetes.io/managed-by" }
}
