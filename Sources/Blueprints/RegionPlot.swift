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
    /// The Region that it names as its `recovery`.
    let recovery: Region?
    /// Of the servers that its tenants have of their own, such as `postgres16`, with the YAML that first asks for it.
    var families: [String: Origin] = [:]

    var owner: Owner { .region(region.name.value.text) }
    var origin: Origin { region.name.origin }
    var namespaceName: String { sharedNamespaceName }

    func objects() -> [DesiredObject] {
        let settings = sharedSettings()
        let account = serviceAccount()
        let fences = applicationFences() + [allowAPI(), limitRange()].compactMap(\.self)
        let readers = settingsReaders()
        let application = application(
            ApplicationWorkload(self), settings: settings,
            access: sharedServer.map(databasePlot.access), needs: [account.id] + (fences + readers).map(\.id))
        return priorityClasses() + [namespace()] + fences + [account, settings] + readers + application
            + SharedServicesPlot(platform: platform, region: region).objects() + network() + sharedDatabase()
    }

    /// What the region's database servers are reached by, placed in and run with.
    private func network() -> [DesiredObject] {
        guard let network = region.aws?.network else { return [] }
        let plot = databasePlot
        var families = families
        if let server = sharedServer { families[server.family] = server.version?.origin ?? plot.origin }
        return [plot.securityGroup(network), plot.subnetGroup(network)]
            + families.sorted { $0.key < $1.key }.map { plot.parameterGroup(family: $0.key, $0.value) }
    }

    /// The database server of tenants without one of their own.
    func sharedDatabase() -> [DesiredObject] {
        sharedServer.map { databasePlot.objects($0, recovery: recoveryPlace) } ?? []
    }

    private var sharedServer: DatabaseServer? {
        region.aws?.network == nil ? nil : region.sharedDatabase.flatMap { DatabaseServer($0) }
    }

    private var databasePlot: DatabasePlot {
        DatabasePlot(
            platform: platform, region: region, owner: owner,
            origin: region.sharedDatabase?.databaseClass.origin ?? origin,
            name: "\(platform.name.value.text)-shared-\(region.name.value.text)")
    }

    private var recoveryPlace: (region: Region, origin: Origin)? {
        recovery.flatMap { recovery in region.recovery.map { (recovery, $0.region.origin) } }
    }
}
