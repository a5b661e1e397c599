import Core
import Specs
import TestSupport
import Values

/// A random fleet as YAML, in several jurisdictions, and what somebody has made beside it; with what is wrong with it,
/// worked out here from what was written and not from what Cadastre makes of it.
struct ResidencyFleet: Sendable {
    /// Data that is, or would be, where it may not be.
    struct Violation: Hashable, CustomStringConvertible, Sendable {
        let tenant: String
        let region: String
        /// The specs ask for it; otherwise it is there by hand.
        let isPlanned: Bool
        /// The file and the line that the person is shown.
        let place: String

        var description: String {
            "\(tenant) in \(region) \(isPlanned ? "planned" : "there") at \(place)"
        }
    }

    struct Region: Sendable {
        let name: String
        let jurisdiction: String
        let hasAWS: Bool
        /// A server for tenants without one of their own, and whether its backups are copied.
        var shared: (Bool, copies: Bool)
        var recovery: String?
    }

    struct Tenant: Sendable {
        let name: String
        let tier: String
        let home: String
        let residency: [String]?
    }

    private(set) var files: [SpecFile] = []
    private(set) var violations: Set<Violation> = []
    /// What others have made, and objects of the fleet's that nothing asks for.
    private(set) var copies: [DataCopy] = []
    private(set) var leftovers: [(id: ObjectID, tenant: String)] = []
    /// Tenants of whom an auditor has to be told.
    private(set) var unlawful: Set<String> = []
    let tenants: [Tenant]

    private let rules: [String: [String]]
    private let regions: [Region]
    /// The lines that matter, by what is on them.
    private var lines: [String: String] = [:]

    private static let jurisdictions = ["EU", "US", "APAC"]

    init(_ random: inout SeededGenerator) {
        var rules: [String: [String]] = [:]
        for home in Self.jurisdictions {
            let others = Self.jurisdictions.filter { $0 != home && !random.hits(3) }
            rules[home] = (random.hits(8) ? [home] : []) + others
            if rules[home] == [] { rules[home] = [home] }
        }
        self.rules = rules
        var regions = (0..<Int.random(in: 2...5, using: &random)).map { number in
            Region(
                name: "r\(number)", jurisdiction: Self.jurisdictions.randomElement(using: &random) ?? "EU",
                hasAWS: random.hits(6), shared: (random.hits(3), copies: random.hits(3)))
        }
        for place in regions.indices where random.hits(4) {
            regions[place].recovery =
                regions.filter { $0.name != regions[place].name }
                .randomElement(using: &random)?.name
        }
        // Copies that have nowhere to go are a mistake in the specs.
        func copies(_ region: Region) -> Bool {
            regions.contains { $0.name == region.recovery && $0.hasAWS }
        }
        for place in regions.indices where !copies(regions[place]) { regions[place].shared.copies = false }
        self.regions = regions
        tenants = (0..<Int.random(in: 1...5, using: &random)).map { number in
            let home = regions.randomElement(using: &random) ?? regions[0]
            let rule = rules[home.jurisdiction] ?? []
            let narrowed = rule.filter { _ in random.hits(2) == random.hits(2) }
            return Tenant(
                name: "t\(number)",
                tier: (copies(home) ? ["basic", "plain", "copied"] : ["basic", "plain"])
                    .randomElement(using: &random) ?? "basic", home: home.name,
                residency: narrowed.isEmpty || random.hits(2) ? nil : narrowed)
        }
        write()
        plan()
        plant(&random)
    }

    // MARK: - Text

    private mutating func write() {
        let rules = rules.sorted { $0.key < $1.key }.map { "\($0): [\($1.joined(separator: ", "))]" }
        add(
            "platform.yaml",
            """
            apiVersion: cadastre.dev/v1
            kind: Platform
            metadata: {name: fleet}
            spec:
              domain: fleet.example.com
              application:
                image: registry.example.com/app:v1
                shared:
                  replicas: 1
                  resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "2", memory: 4Gi}}
              residency: {\(rules.joined(separator: ", "))}
            """)
        add("tiers.yaml", Self.tiers)
        for region in regions {
            let text = Self.text(region)
            add("regions/\(region.name).yaml", text)
            note("recovery of \(region.name)", "  recovery:", in: "regions/\(region.name).yaml", text)
        }
        for tenant in tenants {
            let text = """
                apiVersion: cadastre.dev/v1
                kind: Tenant
                metadata: {name: \(tenant.name)}
                spec:
                  company: Company \(tenant.name)
                  tier: \(tenant.tier)
                  region: \(tenant.home)
                  contacts: {admin: it@example.com}
                \(tenant.residency.map { "  residency: [\($0.joined(separator: ", "))]" } ?? "")
                """
            add("tenants/\(tenant.name).yaml", text)
            note("home of \(tenant.name)", "  region:", in: "tenants/\(tenant.name).yaml", text)
        }
    }

    private mutating func add(_ path: String, _ text: String) {
        files.append(SpecFile(path: path, bytes: Array("\(text)\n".utf8)))
    }

    private mutating func note(_ what: String, _ start: String, in path: String, _ text: String) {
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
            $0.hasPrefix(start)
        }
        lines[what] = line.map { "\(path):\($0 + 1)" }
    }

    private static func text(_ region: Region) -> String {
        let network = "{vpc: vpc-01, subnets: [subnet-01, subnet-02], clusterRanges: [10.0.0.0/16]}"
        let aws = "  aws: {region: \(region.name), account: \"111122223333\", network: \(network)}"
        let shared = """
              sharedDatabase:
                class: db.r6g.large
                storage: {size: 100Gi}
                backups: {recovery: \(region.shared.copies)}
            """
        return """
            apiVersion: cadastre.dev/v1
            kind: Region
            metadata: {name: \(region.name)}
            spec:
              jurisdiction: \(region.jurisdiction)
              role: primary
            \(region.hasAWS ? aws : "")
            \(region.shared.0 ? shared : "")
            \(region.recovery.map { "  recovery: {region: \($0)}" } ?? "")
            """
    }

    private static let tiers = """
        apiVersion: cadastre.dev/v1
        kind: Tier
        metadata: {name: basic}
        spec: {isolation: sharedSchema}
        ---
        apiVersion: cadastre.dev/v1
        kind: Tier
        metadata: {name: plain}
        spec:
          isolation: dedicatedDatabase
          database: {class: db.r6g.large, storage: {size: 100Gi}, replicas: 1}
        ---
        apiVersion: cadastre.dev/v1
        kind: Tier
        metadata: {name: copied}
        spec:
          isolation: dedicatedDatabase
          database: {class: db.r6g.large, storage: {size: 100Gi}, backups: {recovery: true}}
        """

    // MARK: - What is wrong

    private func region(_ name: String) -> Region { regions.first { $0.name == name } ?? regions[0] }

    private func mayBe(_ tenant: Tenant, in name: String) -> Bool {
        let allowed = rules[region(tenant.home).jurisdiction] ?? []
        let jurisdiction = region(name).jurisdiction
        return allowed.contains(jurisdiction) && tenant.residency?.contains(jurisdiction) ?? true
    }

    /// The server that its data is in.
    private func server(of tenant: Tenant) -> ObjectID? {
        let home = region(tenant.home)
        guard home.hasAWS else { return nil }
        let scope = Scope(.aws, home.name)
        if tenant.tier != "basic" { return ObjectID(scope, "DBInstance", name: "fleet-\(tenant.name)") }
        return home.shared.0 ? ObjectID(scope, "DBInstance", name: "fleet-shared-\(home.name)") : nil
    }

    /// Where the backups of that server go.
    private func recovery(of tenant: Tenant) -> String? {
        let home = region(tenant.home)
        guard server(of: tenant) != nil, let recovery = home.recovery, region(recovery).hasAWS else {
            return nil
        }
        return tenant.tier == "copied" || tenant.tier == "basic" && home.shared.copies ? recovery : nil
    }

    private mutating func plan() {
        for tenant in tenants {
            if !mayBe(tenant, in: tenant.home) {
                violations.insert(
                    Violation(
                        tenant: tenant.name, region: tenant.home, isPlanned: true,
                        place: lines["home of \(tenant.name)"] ?? ""))
                if server(of: tenant) != nil { unlawful.insert(tenant.name) }
            }
            if let recovery = recovery(of: tenant), !mayBe(tenant, in: recovery) {
                violations.insert(
                    Violation(
                        tenant: tenant.name, region: recovery, isPlanned: true,
                        place: lines["recovery of \(tenant.home)"] ?? ""))
                unlawful.insert(tenant.name)
            }
        }
    }

    /// What somebody does, some of which nobody minds.
    private mutating func plant(_ random: inout SeededGenerator) {
        let places = regions.filter(\.hasAWS)
        for tenant in tenants where !random.hits(2) {
            guard let server = server(of: tenant), let place = places.randomElement(using: &random) else {
                continue
            }
            let scope = Scope(.aws, place.name)
            let name = "mine-\(tenant.name)"
            var concerned = tenants.filter { self.server(of: $0) == server }
            switch Int.random(in: 0...4, using: &random) {
            case 0: copies.append(DataCopy(ObjectID(scope, "DBInstance", name: name), of: server))
            case 1: copies.append(DataCopy(ObjectID(scope, "DBSnapshot", name: name), of: server))
            case 2:
                copies.append(DataCopy(ObjectID(scope, "DBInstanceAutomatedBackup", name: name), of: server))
            case 3:
                leftovers.append((ObjectID(scope, "Key", name: name), tenant.name))
                concerned = [tenant]
            default:
                leftovers.append((ObjectID(scope, "DBInstance", name: name), tenant.name))
                concerned = [tenant]
            }
            for tenant in concerned where !mayBe(tenant, in: place.name) {
                unlawful.insert(tenant.name)
                // What the specs ask for there is told already, and blocked.
                if place.name == tenant.home || place.name == recovery(of: tenant) { continue }
                violations.insert(
                    Violation(
                        tenant: tenant.name, region: place.name, isPlanned: false,
                        place: lines["home of \(tenant.name)"] ?? ""))
            }
        }
    }
}
