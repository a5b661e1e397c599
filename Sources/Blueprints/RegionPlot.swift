import Core
import Diagnostics
import Specs
import Values

/// What a region's cluster holds for all of its tenants: the shared application, the shared services, and the
/// priorities of what runs.
struct RegionPlot: Plot {
    let platform: Platform
    let region: Region
    let tiers: [Tier]

    var owner: Owner { .region(region.name.value.text) }
    var origin: Origin { region.name.origin }
    var namespaceName: String { sharedNamespaceName }

    func objects() -> [DesiredObject] {
        let settings = sharedSettings()
        let account = serviceAccount()
        let fences = applicationFences() + [allowAPI(), limitRange()].compactMap(\.self)
        let readers = settingsReaders()
        let application = application(
            ApplicationWorkload(self), settings: settings, needs: [account.id] + (fences + readers).map(\.id))
        return priorityClasses() + [namespace()] + fences + [account, settings] + readers + application
            + SharedServicesPlot(platform: platform, region: region).objects()
    }
}
