import Core
import Diagnostics
import Specs
import Values

/// A tenant's place in a region's cluster: all that its objects are made from.
///
/// With dedicated compute it is a namespace with its own fences and workload; with shared compute it is the
/// tenant's settings in the namespace of the shared application.
struct TenantPlot: Plot {
    let platform: Platform
    let tier: Tier
    let region: Region
    let tenant: Tenant
    /// The Region that its region names as its `recovery`.
    let recovery: Region?
    /// Of its region, what holds the data of all tenants without a database server of their own.
    var shared: [ObjectID] = []

    var code: String { tenant.name.value.text }
    var owner: Owner { .tenant(code) }
    var origin: Origin { tenant.name.origin }
    var isDedicated: Bool { tier.compute.value == .dedicated }
    var isSuspended: Bool { tenant.status.value == .suspended }

    /// Where the tenant answers by its name.
    var platformHost: String { "\(code).\(platform.domain.value.text)" }

    var namespaceName: String {
        isDedicated ? "\(platform.name.value.text)-tenant-\(code)" : sharedNamespaceName
    }

    func objects() -> [DesiredObject] {
        if tenant.status.value == .terminated { return [] }
        return data() + (isDedicated ? dedicatedObjects() : sharedObjects())
    }

    private func dedicatedObjects() -> [DesiredObject] {
        guard let workload = tier.workload else { return sharedObjects() }
        let settings = settings(named: "settings")
        let account = serviceAccount()
        let fences = applicationFences() + [limitRange(), resourceQuota()].compactMap(\.self)
        let application = application(
            ApplicationWorkload(self, workload), settings: settings,
            access: server.map(databasePlot.access), needs: [account.id] + fences.map(\.id))
        return [namespace()] + fences + [account, settings] + access() + application
            + [ingress(named: "web")].compactMap(\.self)
    }

    /// In the shared application's namespace.
    private func sharedObjects() -> [DesiredObject] {
        let name = "tenant-\(code)"
        return [settings(named: name), ingress(named: name)].compactMap(\.self)
    }

    /// Its database server and its bucket, where it has them, with the one key that both are encrypted with.
    private func data() -> [DesiredObject] {
        let database = database()
        let made = Set(database.map(\.id))
        return database + bucket().filter { !made.contains($0.id) }
    }

    /// A database server of its own, where its tier has one.
    private func database() -> [DesiredObject] {
        guard let server else { return [] }
        return databasePlot.objects(
            server,
            recovery: recovery.flatMap { recovery in region.recovery.map { (recovery, $0.region.origin) } })
    }

    /// The server of its own.
    var server: DatabaseServer? {
        guard tier.isolation.value == .dedicatedDatabase, region.aws?.network != nil else { return nil }
        return DatabaseServer(tier.database, changedBy: tenant.database)
    }

    /// Where its files are, if its tier or the tenant itself asks for a bucket.
    var files: (bucket: Bucket, place: Region.AWS)? {
        guard let place = region.aws else { return nil }
        return Bucket(tier.bucket, changedBy: tenant.bucket).map { ($0, place) }
    }

    private func bucket() -> [DesiredObject] {
        guard let (bucket, place) = files else { return [] }
        return databasePlot.objects(
            bucket, of: tenant, in: place,
            recovery: recovery.flatMap { recovery in region.recovery.map { (recovery, $0) } })
    }

    private var databasePlot: DatabasePlot {
        DatabasePlot(
            platform: platform, region: region, owner: owner, origin: origin,
            name: "\(platform.name.value.text)-\(code)")
    }

    var terms: TenantTerms {
        let rule = platform.residency[region.jurisdiction.value.text]
        let allowed = rule?.value ?? [region.jurisdiction.value]
        var origins = rule.map { [$0.origin] } ?? []
        if let own = tenant.residency { origins.append(own.origin) }
        let narrowed = tenant.residency.map { own in allowed.filter(own.value.contains) } ?? allowed
        return TenantTerms(
            title: "\(code) · \(tier.name.value.text) · \(region.name.value.text)",
            residency: narrowed.map(\.text), residencyOrigins: origins, region: tenant.region.value,
            regionOrigin: tenant.region.origin,
            end: end, resting: resting,
            sharedData: tier.isolation.value == .dedicatedDatabase ? [] : shared)
    }

    /// What a suspended tenant would have beside what it has.
    private var resting: Set<ObjectID> {
        guard isSuspended else { return [] }
        let plot = TenantPlot(
            platform: platform, tier: tier, region: region, tenant: tenant.active, recovery: recovery)
        return Set(plot.objects().map(\.id)).subtracting(objects().map(\.id))
    }

    private var end: TenantTerms.End? {
        guard tenant.status.value == .terminated else { return nil }
        let retention = platform.safety.retention.value.seconds
        return TenantTerms.End(
            origin: tenant.status.origin,
            retentionEnds: tenant.terminated.map {
                Timestamp(seconds: $0.value.secondsSinceEpoch + retention)
            },
            since: tenant.terminated.map { Timestamp(seconds: $0.value.secondsSinceEpoch) },
            sinceOrigin: tenant.terminated?.origin)
    }
}
