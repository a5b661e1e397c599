import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// Compared in both directions: what is added to a policy opens the fence.
    static let networkPolicy = Kind(
        "NetworkPolicy", group: "networking.k8s.io", comparison: ["spec": .whole])
}

extension Plot {
    /// Over all pods of the namespace.
    func policy(
        _ name: String, _ directions: [Value], ingress: [Value] = [], egress: [Value] = [],
        origins: (inout Draft) -> Void = { _ in }
    ) -> DesiredObject {
        var draft = draft(.networkPolicy, named: name)
        var spec: Fields = ["podSelector": [:], "policyTypes": .array(directions)]
        if !ingress.isEmpty { spec["ingress"] = .array(ingress) }
        if !egress.isEmpty { spec["egress"] = .array(egress) }
        draft.content["spec"] = .object(spec)
        origins(&draft)
        return sealed(draft)
    }

    /// Out to these ranges; nil where there are none.
    func policy(_ name: String, to ranges: [Region.Egress]) -> DesiredObject? {
        if ranges.isEmpty { return nil }
        // In one order, however they are written: the order means nothing.
        let ranges = ranges.sorted { $0.order < $1.order }
        return policy(name, ["Egress"], egress: ranges.map(\.rule)) { draft in
            draft.note(egressPath, ranges.first?.to.origin)
            for (index, range) in ranges.enumerated() {
                draft.note(egressPath.appending(.index(index)), range.to.origin)
            }
        }
    }
}

private let egressPath: FieldPath = "spec.egress"

extension Region.Egress {
    fileprivate var sortedPorts: [Int] { Set(ports.map { Int($0.value.number) }).sorted() }

    fileprivate var order: (String, String) { (to.value.text, "\(sortedPorts)") }

    fileprivate var rule: Value {
        var rule: Fields = ["to": [["ipBlock": ["cidr": .string(to.value.text)]]]]
        if !ports.isEmpty {
            rule["ports"] = .array(sortedPorts.map { ["port": .int(Int64($0)), "protocol": "TCP"] })
        }
        return .object(rule)
    }
}

/// Which pods a rule lets in, or out to.
enum PolicyPeer {
    /// All pods of a namespace, by the label that the API server itself sets: a tenant cannot forge it.
    static func namespace(_ name: String) -> Value {
        ["namespaceSelector": ["matchLabels": ["kubernetes.io/metadata.name": .string(name)]]]
    }

    /// All pods of the fleet's namespaces, by the fleet's mark: who may label a namespace may make one.
    static func fleet(_ name: String) -> Value {
        ["namespaceSelector": ["matchLabels": [Mark.fleetLabel: .string(name)]]]
    }

    static let sameNamespace: Value = ["podSelector": [:]]
}
