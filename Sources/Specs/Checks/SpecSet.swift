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
    private(set) var isIncomplete = false
    private let sources: SourceMap

    init(sources: SourceMap) { self.sources = sources }

    /// Such as `specs/tenants/acme.yaml:4`, for a note about another place than a finding's own.
    func place(_ origin: Origin) -> String {
        let path = sources[origin.file]?.path ?? ""
        return "\(path):\(origin.line)"
    }

    func tier(_ name: String) -> Tier? { tiers.first { $0.name.value.text == name } }
    func region(_ name: String) -> Region? { regions.first { $0.name.value.text == name } }

    mutating func add(_ file: DecodedFile) {
        isIncomplete = isIncomplete || file.isIncomplete
        for document in file.documents {
            if let kind = document.kind, let name = document.name {
                names[kind.value, default: []].append(name)
            }
            switch document.body {
            case .platform(let platform): platforms.append(platform)
            case .tier(let tier): tiers.append(tier)
            case .region(let region): regions.append(region)
            case .tenant(let tenant): tenants.append(tenant)
            case nil: break
            }
        }
    }

    mutating func sort() {
        platforms.sort { Self.precedes($0.name, $1.name) }
        tiers.sort { Self.precedes($0.name, $1.name) }
        regions.sort { Self.precedes($0.name, $1.name) }
        tenants.sort { Self.precedes($0.name, $1.name) }
        for kind in names.keys { names[kind]?.sort(by: Self.precedes) }
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
    OnePlatform(), UniqueNames(), KnownNames(), UniqueDomains(), MadeNames(), KnownJurisdictions(),
    NarrowedResidency(), TierWorkload(), TierDatabase(), TierQuota(), DatabaseStorage(),
    RequestsWithinLimits(),
    ClusterConnection(), RecoveryElsewhere(), TerminatedDate(), KnownFeatures(),
]
