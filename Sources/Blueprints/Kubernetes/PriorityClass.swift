import Core
import Specs
import Values

extension Kind {
    static let priorityClass = Kind(
        "PriorityClass", group: "scheduling.k8s.io", isNamespaced: false, immutable: ["value"])
}

/// Who goes first where nodes are full.
struct WorkloadPriority {
    /// Of the PriorityClass. Of all namespaces, so it begins with the platform's: fleets must not meet.
    let name: String
    let about: String
    let value: Sourced<Int>
}

extension Platform {
    func priority(of tier: Tier) -> WorkloadPriority? {
        guard tier.compute.value == .dedicated, let value = tier.workload?.priority else { return nil }
        let tier = tier.name.value.text
        return WorkloadPriority(
            name: "\(name.value.text)-tier-\(tier)", about: "Pods of tenants of tier \(tier).", value: value)
    }

    var sharedPriority: WorkloadPriority? {
        application.shared.priority.map {
            WorkloadPriority(
                name: "\(name.value.text)-shared", about: "Pods of the shared application.", value: $0)
        }
    }
}

extension RegionPlot {
    /// One for each kind of workload that says how important it is.
    func priorityClasses() -> [DesiredObject] {
        ([platform.sharedPriority] + tiers.map(platform.priority)).compactMap(\.self).map { priority in
            var draft = draft(.priorityClass, named: priority.name)
            draft.content["value"] = .int(Int64(priority.value.value))
            draft.content["description"] = .string(priority.about)
            draft.note("value", priority.value.origin)
            return sealed(draft)
        }
    }
}
