package import Core
import Diagnostics
package import Reconciliation

/// What an apply did, as its report file keeps it.
package struct ApplyRecord: Sendable {
    /// Who applied what, and when.
    package struct Beginning: Hashable, Sendable {
        /// Tells the lines of one apply from those of another in the same file.
        package var run: String
        package var at: Timestamp
        package var user: String
        package var host: String
        /// Of the program.
        package var version: String
        package var fleet: String
        /// The folder of the specs, as it was named.
        package var specs: String
        /// `Blueprint.digest`
        package var digest: String
        /// The file of the plan that was applied, if it was a saved one.
        package var savedPlan: String?
        /// How many changes were to be made.
        package var planned: Int
        /// Of the tenants whose objects are changed, such as `nordwind · enterprise · eu-west-1`.
        package var titles: [String: String]

        package init(
            run: String, at: Timestamp, user: String, host: String, version: String, plan: Plan,
            specs: String,
            digest: String, savedPlan: String?
        ) {
            self.run = run
            self.at = at
            self.user = user
            self.host = host
            self.version = version
            fleet = plan.fleet
            self.specs = specs
            self.digest = digest
            self.savedPlan = savedPlan
            planned = plan.changes.count(where: \.isPerformable)
            let changed = Set(plan.changes.filter(\.action.isChange).compactMap(\.owner.tenant))
            titles = plan.titles.filter { changed.contains($0.key) }
        }

        init(
            run: String, at: Timestamp, user: String, host: String, version: String, fleet: String,
            specs: String,
            digest: String, savedPlan: String?, planned: Int, titles: [String: String]
        ) {
            self.run = run
            self.at = at
            self.user = user
            self.host = host
            self.version = version
            self.fleet = fleet
            self.specs = specs
            self.digest = digest
            self.savedPlan = savedPlan
            self.planned = planned
            self.titles = titles
        }
    }

    package let beginning: Beginning
    /// Those whose end is known, in the order in which they ended.
    package internal(set) var entries: [ApplyReport.Entry] = []
    /// Begun, and nothing says how they ended.
    package internal(set) var unended: [ObjectID] = []
    /// How long all of it took; nil where it was cut off.
    package internal(set) var seconds: Double?
}
