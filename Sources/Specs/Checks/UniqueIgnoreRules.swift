import Diagnostics
import Values

/// No ignore rule says what another says already.
struct UniqueIgnoreRules: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        var first: [Rule: IgnoreRule] = [:]
        return specs.platforms.flatMap(\.ignore).compactMap { rule in
            guard let other = first[Rule(rule)] else {
                first[Rule(rule)] = rule
                return nil
            }
            return Diagnostic(
                .ignoreRepeated, "the same ignore rule twice", at: rule.path.origin,
                label: "this is ignored already", notes: ["first said at \(specs.place(other.path.origin))"],
                help: "remove one of them")
        }
    }
}

/// What a rule does: why, is nothing of it.
private struct Rule: Hashable {
    let kind: ManagedKind
    let path: FieldPath
    let tenants: Set<DNSLabel>
    let regions: Set<DNSLabel>
    let names: Set<ObjectName>

    init(_ rule: IgnoreRule) {
        kind = rule.kind.value
        path = rule.path.value.path
        tenants = Set(rule.tenants.map(\.value))
        regions = Set(rule.regions.map(\.value))
        names = Set(rule.names.map(\.value))
    }
}
