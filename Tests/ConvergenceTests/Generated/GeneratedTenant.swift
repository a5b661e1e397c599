import TestSupport

/// A tenant's document, and how it changes.
struct GeneratedTenant: Sendable {
    let name: String
    private let regions: [String]
    private(set) var tier: String
    private(set) var region: String
    private(set) var status = "active"
    private var termination = ""
    private var users: Int?
    private var settings: String
    private var admins: String

    init(_ name: String, regions: [String], _ random: inout SeededGenerator) {
        self.name = name
        self.regions = regions
        tier = GeneratedFleet.tierNames.randomElement(using: &random) ?? "basic"
        region = regions.randomElement(using: &random) ?? ""
        settings = Self.settings(&random)
        admins = random.hits(2) ? "[]" : "[\(name)-admins]"
        if !random.hits(4) { end(&random) }
    }

    mutating func change(_ random: inout SeededGenerator) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: tier = GeneratedFleet.tierNames.randomElement(using: &random) ?? tier
        case 1: region = regions.randomElement(using: &random) ?? region
        case 2: users = Int.random(in: 1000...2000, using: &random)
        case 3: settings = Self.settings(&random)
        case 4: admins = "[\(name)-admins, others]"
        default: end(&random)
        }
    }

    /// Suspended, or terminated long ago, lately, or nobody knows when.
    private mutating func end(_ random: inout SeededGenerator) {
        let ends = [
            ("suspended", ""), ("terminated", ""), ("terminated", "2020-01-01"), ("terminated", "2100-01-01"),
        ]
        (status, termination) = ends.randomElement(using: &random) ?? ("active", "")
    }

    /// Whether its data may be destroyed by whoever names it.
    var isOver: Bool { status == "terminated" && termination == "2020-01-01" }

    private static func settings(_ random: inout SeededGenerator) -> String {
        let texts = [
            "de-DE", #""a: b # c""#, "'[x]'", "1e3", "{theme: {colour: \"#004488\"}, list: [1, two]}",
            #""ü\n""#,
        ]
        return texts.randomElement(using: &random) ?? "x"
    }

    var text: String {
        """
        apiVersion: cadastre.dev/v1
        kind: Tenant
        metadata: {name: \(name)}
        spec:
          company: Company \(name)
          tier: \(tier)
          region: \(region)
          status: \(status)
          \(termination.isEmpty ? "" : "terminated: \(termination)")
          contacts: {admin: it@example.com}
          access: {admins: \(admins)}
          limits: \(users.map { "{users: \($0)}" } ?? "{}")
          settings: {value: \(settings)}

        """
    }
}
