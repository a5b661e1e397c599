package import Core
package import Diagnostics
package import Values

/// An explanation for programs; docs/explain.md describes it. Within one `apiVersion` members are only added.
package struct ExplainJSON {
    package static let apiVersion = "cadastre.dev/explanation/v1"

    private let sources: SourceMap

    package init(sources: SourceMap) { self.sources = sources }

    /// Of one object. Without values where the specs do not ask for it.
    package func object(
        _ id: ObjectID, _ owner: Owner, _ values: [ExplainedValue], needs: [ObjectID], neededBy: [ObjectID],
        ignored desired: DesiredObject?, observed plan: Plan?
    ) -> Value {
        var result: Fields = ["apiVersion": .string(Self.apiVersion), "object": id.value]
        if let tenant = owner.tenant { result["tenant"] = .string(tenant) }
        result["values"] = .array(values.map(value))
        let ignored = desired?.ignored ?? []
        if !ignored.isEmpty { result["ignored"] = .array(ignored.map(self.ignored)) }
        result["needs"] = .array(needs.sorted().map(\.value))
        result["neededBy"] = .array(neededBy.sorted().map(\.value))
        result["changes"] = plan.map { changes(of: $0) { change in change.id == id } }
        return .object(result)
    }

    /// Of a tenant. Without values where the specs do not have it.
    package func tenant(
        _ name: String, _ values: [ExplainedValue], objects: [ObjectID], observed plan: Plan?
    ) -> Value {
        var result: Fields = ["apiVersion": .string(Self.apiVersion), "tenant": .string(name)]
        result["values"] = .array(values.map(value))
        result["objects"] = .array(objects.sorted().map(\.value))
        result["changes"] = plan.map { changes(of: $0) { change in change.owner.tenant == name } }
        return .object(result)
    }

    private func value(_ value: ExplainedValue) -> Value {
        var result: Fields = ["path": .string("\(value.path)"), "value": value.value]
        result["spec"] = .string(value.source.spec)
        result["origin"] = sources.value(of: value.source.origin)
        result["askedFor"] = .bool(value.isAskedFor)
        if !value.insteadOf.isEmpty {
            result["insteadOf"] = .array(
                value.insteadOf.map { other in
                    [
                        "value": other.value, "spec": .string(other.source.spec),
                        "origin": sources.value(of: other.source.origin),
                    ]
                })
        }
        return .object(result)
    }

    private func ignored(_ path: FieldPath, _ rule: LeftAttribute.Rule) -> Value {
        var result: Fields = ["path": .string("\(path)")]
        result["origin"] = sources.value(of: rule.origin)
        result["reason"] = rule.reason.map(Value.string)
        return .object(result)
    }

    private func changes(of plan: Plan, where isAbout: (Change) -> Bool) -> Value {
        let json = PlanJSON(plan, sources: sources)
        return .array(plan.changes.filter(isAbout).map(json.change))
    }
}
