import Specs
import TestSupport

/// The specs of a random fleet, valid, as the text that a person would write.
struct GeneratedFleet: Sendable {
    /// The documents of the fleet, each YAML.
    var platform: String
    /// Ignore rules, each a flow mapping.
    var rules: [String]
    var regions: [String]
    var tiers: [String]
    var tenants: [GeneratedTenant]

    static let tierNames = ["basic", "plus", "premium", "enterprise"]

    /// - Parameter name: of the platform; part of all names, so that fleets of one world do not meet.
    init(_ name: String, _ random: inout SeededGenerator) {
        platform = Self.platform(name, &random)
        rules = Self.rules(name).filter { _ in !random.hits(4) }
        let regionNames = random.hits(3) ? ["\(name)-1"] : ["\(name)-1", "\(name)-2"]
        let roles = ["primary", "secondary", "edge"]
        regions = regionNames.map { Self.region($0, roles.randomElement(using: &random) ?? "", &random) }
        // Nobody lives there.
        if !random.hits(3) { regions.append(Self.region("\(name)-r", "recovery", &random)) }
        tiers = Self.tierNames.map { Self.tier($0, &random) }
        tenants = (0..<Int.random(in: 0...4, using: &random)).map { place in
            GeneratedTenant("\(name)t\(place)", regions: regionNames, &random)
        }
    }

    /// One change that a person makes to one of its tenants: what it is given, its end, or that it is gone.
    ///
    /// - Returns: the tenant's name; nil where there is no tenant.
    mutating func change(_ random: inout SeededGenerator) -> String? {
        guard let place = tenants.indices.randomElement(using: &random) else { return nil }
        let name = tenants[place].name
        tenants[place].change(&random)
        return name
    }

    var documents: [String] {
        let ignore = rules.isEmpty ? "" : "  ignore:\n" + rules.map { "    - \($0)\n" }.joined()
        return [platform + ignore] + regions + tiers + tenants.map(\.text)
    }

    /// The documents in files of such names, several in one, in such an order.
    func files(_ random: inout SeededGenerator) -> [SpecFile] {
        var rest = documents.shuffled(using: &random)[...]
        var files: [SpecFile] = []
        while !rest.isEmpty {
            let count = Int.random(in: 1...3, using: &random)
            let text = rest.prefix(count).joined(separator: "---\n")
            rest = rest.dropFirst(count)
            let folder = ["specs", "specs/a", "specs/a/b"].randomElement(using: &random) ?? "specs"
            let number = UInt16.random(in: 0...UInt16.max, using: &random)
            files.append(SpecFile(path: "\(folder)/\(number)-\(files.count).yaml", bytes: Array(text.utf8)))
        }
        return files
    }

    private static func platform(_ name: String, _ random: inout SeededGenerator) -> String {
        """
        apiVersion: cadastre.dev/v1
        kind: Platform
        metadata: {name: \(name)}
        spec:
          domain: \(name).example.com
          application:
            image: registry.example.com/app:v\(Int.random(in: 1...3, using: &random))
            port: \(random.hits(2) ? 8080 : 9090)
            shared:
              replicas: \(Int.random(in: 0...12, using: &random))
              resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "2", memory: 4Gi}}
            environment: \(random.hits(2) ? "{}" : #"{MODE: "x y", NUMBER: "17"}"#)
          residency: {EU: [EU], US: [US, EU]}
          safety: {deletionBudget: \(random.hits(2) ? "100%" : "2"), retention: 30d}

        """
    }

    /// Of elements, texts, numbers, lists and what is never stated; everywhere, in one region, of one name.
    private static func rules(_ name: String) -> [String] {
        [
            "{kind: Deployment, path: 'spec.template.spec.containers[name=app].image'}",
            "{kind: Deployment, path: spec.replicas, regions: [\(name)-1]}",
            "{kind: ConfigMap, path: data.company}",
            #"{kind: ConfigMap, path: 'data["limits.users"]', names: [settings]}"#,
            #"{kind: ResourceQuota, path: 'spec.hard["limits.cpu"]'}"#,
            "{kind: NetworkPolicy, path: spec.egress, names: [allow-egress]}",
            #"{kind: Namespace, path: 'metadata.annotations["example.com/note"]', reason: others note it}"#,
            "{kind: Service, path: 'spec.ports[port=80].targetPort'}",
        ]
    }

    private static func region(_ name: String, _ role: String, _ random: inout SeededGenerator) -> String {
        """
        apiVersion: cadastre.dev/v1
        kind: Region
        metadata: {name: \(name)}
        spec:
          jurisdiction: \(random.hits(3) ? "EU" : "US")
          role: \(role)
          egress: \(random.hits(2) ? "[]" : "[{to: 203.0.113.0/24, ports: [443, 8443]}]")

        """
    }

    private static func tier(_ name: String, _ random: inout SeededGenerator) -> String {
        let isDedicated = name == "premium" || name == "enterprise"
        let workload = """
              compute: dedicated
              workload:
                replicas: \(Int.random(in: 0...4, using: &random))
                resources: {requests: {cpu: 250m, memory: 512Mi}, limits: {cpu: "1", memory: 2Gi}}
                nodeSelector: \(random.hits(2) ? "{}" : "{disk: ssd}")
            \(random.hits(2) ? "" : "    assets: {size: 5Gi}")
              quota: \(random.hits(2) ? "{}" : #"{requests.cpu: "4", limits.cpu: "16", services: "5"}"#)
            """
        return """
            apiVersion: cadastre.dev/v1
            kind: Tier
            metadata: {name: \(name)}
            spec:
              isolation: dedicatedSchema
              limits: {users: \(Int.random(in: 1...900, using: &random)), storage: \(random.hits(2) ? "10Gi" : "512Mi")}
              features: {apiAccess: \(random.hits(2)), branding: \(random.hits(2))}
            \(isDedicated ? workload : "")

            """
    }
}

extension SeededGenerator {
    /// All but one of `count` times.
    mutating func hits(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) > 0 }
}
