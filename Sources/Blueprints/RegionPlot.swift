import Core
import Diagnostics
import Specs
import Values

/// What a region's cluster holds for all of its tenants: the shared application and the shared services.
struct RegionPlot: Plot {
    let platform: Platform
    let region: Region

    var owner: Owner { .region(region.name.value.text) }
    var origin: Origin { region.name.origin }
    var namespaceName: String { sharedNamespaceName }

    func objects() -> [DesiredObject] {
        let settings = sharedSettings()
        let account = serviceAccount()
        let fences = networkPolicies(applicationPort: platform.application.port) + [limitRange()]
        let readers = settingsReaders()
        let deployment = deployment(
            ApplicationWorkload(self), settings: settings,
            needs: [account.id] + (fences + readers).map(\.id))
        let services = platform.sharedServices.namespace
        return [namespace(), namespace(named: services.value.text, from: services.origin)]
            + fences + [account, settings] + readers + [deployment, service(for: deployment)]
    }
}
