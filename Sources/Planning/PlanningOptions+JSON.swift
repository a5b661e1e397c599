import Core
package import Values

/// As a saved plan keeps them: an option that is not here would be lost between the plan that was looked at and its apply.
extension PlanningOptions {
    package var value: Value {
        func list(_ names: Set<String>) -> Value { .array(names.sorted().map(Value.string)) }
        var result: Fields = [
            "tenants": list(selection.tenants), "regions": list(selection.regions),
            "kinds": list(selection.kinds),
            "forceConflicts": .bool(forcesConflicts), "adopt": .bool(adopts), "now": .bool(appliesNow),
            "serverCheck": .bool(rehearses),
            "deleteDataOf": list(dataDeletions),
        ]
        if let deletionBudget { result["deletionBudget"] = .string("\(deletionBudget)") }
        return .object(result)
    }

    /// Of what `value` gave; nil of anything else.
    package init?(_ value: Value) {
        func names(_ key: String) -> Set<String>? {
            (value[key: key]?.array).map { Set($0.compactMap(\.string)) }
        }
        guard let tenants = names("tenants"), let regions = names("regions"), let kinds = names("kinds"),
            let forces = value[key: "forceConflicts"]?.bool, let deletions = names("deleteDataOf")
        else { return nil }
        let budget = value[key: "deletionBudget"]?.string
        let parsed = budget.flatMap(DeletionBudget.init)
        // A budget that cannot be read must not become the platform's.
        if budget != nil, parsed == nil { return nil }
        self.init(
            selection: Selection(tenants: tenants, regions: regions, kinds: kinds), forcesConflicts: forces,
            adopts: value[key: "adopt"]?.bool ?? false, appliesNow: value[key: "now"]?.bool ?? false,
            rehearses: value[key: "serverCheck"]?.bool ?? true, deletionBudget: parsed,
            dataDeletions: deletions)
    }
}
