import Core
import Specs
import Values

extension Plot {
    /// All that makes the application run in this namespace.
    ///
    /// - Parameter needs: what has to stand before a pod may run: its identity and the fences around it.
    func application(
        _ workload: ApplicationWorkload, settings: DesiredObject, needs: [ObjectID]
    ) -> [DesiredObject] {
        let volume = workload.assets.map {
            assetsVolume($0, needs: needs.filter { $0.kind == Kind.resourceQuota.name })
        }
        let deployment = deployment(workload, settings: settings, volume: volume, needs: needs)
        return [
            volume, deployment, service(for: deployment), disruptionBudget(for: deployment, workload),
            autoscaler(for: deployment, workload),
        ].compactMap(\.self)
    }
}
