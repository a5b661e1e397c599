import Diagnostics

/// All specs that could be decoded, before they are checked against each other.
struct SpecSet: Sendable {
    /// Each sorted by name, then by place.
    private(set) var platforms: [Platform] = []
    private(set) var tiers: [Tier] = []
    private(set) var regions: [Region] = []
    private(set) var tenants: [Tenant] = []
    /// The names of all documents of a kind, also of broken ones.
    private(set) var names: [SpecKind: [Sourced<DNSLabel>]] = [:]
    /// Whether there may be documents that nobody could read: what seems to be missing may be in them.
    var isIncomplete = false
    private let sources: SourceMap

    init(sources: SourceMap) { self.sources = sources }

    /// Such as `specs/tenants/acme.yaml:4`, for a note about another place than a finding's own.
    func place(_ origin: Origin) -> String {
        let path = sources[origin.file]?.path ?? ""
        return "\(path):\(origin.line)"
    }

    func tier(_ name: String) -> Tier? { tiers.first { $0.name.value.text == name } }
    func region(_ name: String) -> Region? { regions.first { $0.name.value.text == name } }

    mutating func add(_ document: SpecDocument) {
        if let kind = document.kind, let name = document.name {
            names[kind.value, default: []].append(name)
        } else {
            isIncomplete = true
        }
        switch document.body {
        case .platform(let platform): platforms.append(platform)
        case .tier(let tier): tiers.append(tier)
        case .region(let region): regions.append(region)
        case .tenant(let tenant): tenants.append(tenant)
        case nil: break
        }
    }

    mutating func add(_ others: SpecSet) {
        isIncomplete = isIncomplete || others.isIncomplete
        for (kind, names) in others.names { self.names[kind, default: []] += names }
        platforms += others.platforms
        tiers += others.tiers
        regions += others.regions
        tenants += others.tenants
    }

    func sorted() -> SpecSet {
        var sorted = self
        sorted.platforms.sortByName(\.name)
        sorted.tiers.sortByName(\.name)
        sorted.regions.sortByName(\.name)
        sorted.tenants.sortByName(\.name)
        for kind in names.keys { sorted.names[kind]?.sortByName(\.self) }
        return sorted
    }
}

extension Array {
    /// By name, then by place.
    fileprivate mutating func sortByName(_ name: (Element) -> Sourced<DNSLabel>) {
        sort { Self.precedes(name($0), name($1)) }
    }

    private static func precedes(_ left: Sourced<DNSLabel>, _ right: Sourced<DNSLabel>) -> Bool {
        left.value.text == right.value.text ? left.origin < right.origin : left.value.text < right.value.text
    }
}

/// One thing that must hold between specs, or between the values of one.
protocol FleetCheck: Sendable {
    func findings(in specs: SpecSet) -> [Diagnostic]
}

let allFleetChecks: [any FleetCheck] = [
    OnePlatform(), UniqueNames(), KnownNames(), UniqueDomains(), MadeNames(), ServerNames(), DatabasePlaces(),
    KnownJurisdictions(), NarrowedResidency(), TierWorkload(), TierDatabase(), TierQuota(), DatabaseStorage(),
    BackupRetention(), SeparateWindows(), TenantBuckets(),
    RequestsWithinLimits(), AutoscalingRange(), DrainableNodes(), SharedVolume(), GatewayCertificates(),
    ClusterConnection(), UniqueClusters(), ReachableAPI(), RecoveryElsewhere(), RecoveryTenants(),
    TerminatedDate(), KnownFeatures(), IgnorablePaths(), UniqueIgnoreRules(),
]
