import Core
import Specs
import Values

extension Plot {
    /// All that makes the application run in this namespace.
    ///
    /// - Parameters:
    ///   - access: to its database; nil where it has none of this fleet's.
    ///   - needs: what has to stand before a pod may run: its identity and the fences around it.
    func application(
        _ workload: ApplicationWorkload, settings: DesiredObject, access: DatabaseAccess?, needs: [ObjectID]
    ) -> [DesiredObject] {
        let quotas = needs.filter { $0.kind == Kind.resourceQuota.name }
        let volume = workload.assets.map {
            assetsVolume($0, needs: quotas)
        }
        let database = access.map { databaseObjects($0, needs: quotas) }
        let deployment = deployment(
            workload, settings: settings, volume: volume, database: database, needs: needs)
        return (database?.all ?? [])
            + [
                volume, deployment, service(for: deployment), disruptionBudget(for: deployment, workload),
                autoscaler(for: deployment, workload),
            ].compactMap(\.self)
    }
}
