import Core
import Values

/// An attribute of a manifest that has no attributes inside it.
struct LeafAttribute {
    let path: FieldPath
    let value: Value
    let rule: Comparison
    /// The element of a keyed list that it tells from the others, if that is what it does.
    let keyedElement: FieldPath?

    /// Everything that `body` states and that can differ.
    static func all(of body: Value, _ rule: Comparison) -> [LeafAttribute] {
        var result: [LeafAttribute] = []
        func visit(_ value: Value, _ rule: Comparison, _ path: FieldPath, keys: [String] = []) {
            if case .ignored = rule { return }
            switch (value, rule) {
            case (.object(let members), _) where !members.isEmpty:
                for (key, member) in members {
                    let inner = path.appending(.key(key))
                    if keys.contains(key) {
                        result.append(
                            LeafAttribute(path: inner, value: member, rule: .plain, keyedElement: path))
                    } else {
                        visit(member, rule.member(key), inner)
                    }
                }
            case (.array(let elements), .keyed(let keys, let elementRule)) where value.isKeyed(by: keys):
                for element in elements {
                    visit(element, elementRule, path.appending(.item(element.selectors(keys))), keys: keys)
                }
            case (.array(let elements), _) where !elements.isEmpty:
                for (place, element) in elements.enumerated() {
                    visit(element, rule, path.appending(.index(place)))
                }
            default: result.append(LeafAttribute(path: path, value: value, rule: rule, keyedElement: nil))
            }
        }
        visit(body, rule, FieldPath())
        return result
    }

    /// A value that a server takes there, as far as a general rule can tell; nil for an empty object or list, which
    /// only means something where all that is added differs.
    var otherValue: Value? {
        switch value {
        case .bool(let flag): .bool(!flag)
        case .int(let number): .int(number + 1)
        case .string(let text): otherText(text).map(Value.string)
        case .object(let members) where members.isEmpty && rule == .whole:
            ["matchLabels": ["opened": "yes"]]
        default: nil
        }
    }

    private static let otherWords = [
        "TCP": "UDP", "UDP": "TCP", "Ingress": "Egress", "Egress": "Ingress", "RuntimeDefault": "Unconfined",
        "ScheduleAnyway": "DoNotSchedule", "Group": "User", "ALL": "NET_ADMIN", "Prefix": "Exact",
        "restricted": "baseline", "latest": "v1.20", "Container": "Pod",
        "RollingUpdate": "Recreate", "OnRootMismatch": "Always", "ReadWriteMany": "ReadOnlyMany",
        "PreemptLowerPriority": "Never",
    ]

    private func otherText(_ text: String) -> String? {
        // Of a binding's subject: another word would change its group too.
        if text == "ServiceAccount" { return nil }
        // Of an autoscaler's target: servers make it of which amount is given, and keep nothing else.
        if text == "Utilization" { return nil }
        if let word = Self.otherWords[text] { return word }
        if text.contains("/"), Int(text.prefix { $0 != "." }) != nil { return "198.51.100.0/24" }
        if text.hasSuffix("%"), let number = Int(text.dropLast()) { return "\(number + 1)%" }
        guard rule == .quantity, Quantity(text) != nil else { return text + "x" }
        // What is requested may not become more than its limit.
        let isRequest = path.description.contains("equest") && !path.description.contains("hard")
        let unit = text.hasSuffix("i") ? (isRequest ? "Mi" : "Gi") : (isRequest ? "m" : "")
        return "77\(unit)"
    }
}
