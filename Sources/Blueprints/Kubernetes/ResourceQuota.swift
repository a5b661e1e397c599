import Core
import Specs
import Values

extension Kind {
    static let resourceQuota = Kind(
        "ResourceQuota",
        comparison: ["spec": .object(["hard": .object([:], rest: .quantity)])])
}

private let hardPath: FieldPath = "spec.hard"

extension TenantPlot {
    /// What the tenant's namespace may use in all; none where the tier names no quota.
    func resourceQuota() -> DesiredObject? {
        if tier.quota.entries.isEmpty { return nil }
        var draft = draft(.resourceQuota, named: "quota")
        var hard: Fields = [:]
        draft.note(hardPath, tier.quota.origin)
        for entry in tier.quota.entries {
            hard[entry.key.value] = .string(entry.value.value.canonical)
            draft.note(hardPath.appending(.key(entry.key.value)), entry.value.origin)
        }
        draft.content["spec"] = ["hard": .object(hard)]
        return sealed(draft)
    }
}
