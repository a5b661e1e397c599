import ArgumentParser
import Core
import Planning

/// What a person allows for one run.
struct PlanningFlags: ParsableArguments {
    @Flag(name: .long, help: "Take over fields that another manager owns.")
    var forceConflicts = false

    @Flag(
        name: .long,
        help:
            "Take over objects of the fleet's names that belong to no fleet; the plan shows what becomes otherwise."
    )
    var adopt = false

    @Flag(
        name: .long,
        help:
            "Change databases at once, also where they restart for it, and not in their maintenance windows; what waits for one comes too."
    )
    var now = false

    @Flag(name: .long, help: "Do not have the API servers try the changes out (as dry runs) for the plan.")
    var noServerCheck = false

    @Option(
        name: .long,
        help:
            "How many objects of a kind this run may delete: a number, or a share such as 50%; all of them only with 100%.",
        transform: parseBudget)
    var deletionBudget: DeletionBudget?

    @Option(
        name: .customLong("delete-data-of"),
        help: "Destroy what is left of this terminated tenant, once its retention has run out.",
        completion: .tenantNames)
    var deleteDataOf: [String] = []

    /// The options that were given, by their names.
    var given: [String] {
        (forceConflicts ? ["--force-conflicts"] : []) + (adopt ? ["--adopt"] : [])
            + (now ? ["--now"] : []) + (noServerCheck ? ["--no-server-check"] : [])
            + (deletionBudget == nil ? [] : ["--deletion-budget"])
            + (deleteDataOf.isEmpty ? [] : ["--delete-data-of"])
    }

    /// - Throws: a `ValidationError` for a tenant whose data is not up for deletion: a slip of the pen must not look
    ///   like consent, nor be passed over.
    func options(_ selection: Selection, for blueprint: Blueprint) throws -> PlanningOptions {
        for tenant in deleteDataOf where blueprint.tenants[tenant]?.end == nil {
            throw ValidationError(
                "--delete-data-of \(tenant): the specs have no tenant of this name that is terminated")
        }
        return PlanningOptions(
            selection: selection, forcesConflicts: forceConflicts, adopts: adopt, appliesNow: now,
            rehearses: !noServerCheck, deletionBudget: deletionBudget, dataDeletions: Set(deleteDataOf))
    }
}

@Sendable private func parseBudget(_ text: String) throws -> DeletionBudget {
    guard let budget = DeletionBudget(text) else {
        throw ValidationError("'\(text)' is neither a number nor a share such as 50%")
    }
    return budget
}
