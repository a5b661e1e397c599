/// The specs of a fleet that is soon applied: one region, a tenant of each kind, and what may become of them.
package struct SmallFleet: Sendable {
    package let name: String
    package var region = "eu-west-1"
    /// How the region's cluster is reached, as in `spec.kubernetes`.
    package var cluster: String?
    /// The document of each tenant, by name.
    package var tenants: [String: String]

    /// Tenants north and south have namespaces of their own, corner has none.
    package init(_ name: String) {
        self.name = name
        tenants = ["north": Self.tenant("north"), "corner": Self.tenant("corner", tier: "basic")]
    }

    /// What it may be some time later: something is changed, created, and deleted in each way that there is.
    package var later: SmallFleet {
        var later = self
        later.tenants["north"] = Self.tenant("north", more: "limits: {users: 900}")
        later.tenants["south"] = Self.tenant("south", tier: "basic")
        later.tenants["corner"] = nil
        later.tenants["east"] = Self.tenant("east")
        return later
    }

    /// What `later` comes after: south still has a namespace of its own.
    package var before: SmallFleet {
        var before = self
        before.tenants["south"] = Self.tenant("south")
        return before
    }

    package static func tenant(_ name: String, tier: String = "premium", more: String = "") -> String {
        """
        apiVersion: cadastre.dev/v1
        kind: Tenant
        metadata: {name: \(name)}
        spec:
          company: Company \(name)
          tier: \(tier)
          region: eu-west-1
          contacts: {admin: it@\(name).example}
          access: {admins: [\(name)-admins], viewers: [\(name)-viewers]}
          settings: {locale: de-DE}
          \(more)

        """
    }

    /// The text of each file, by path.
    package var files: [String: String] {
        var files = [
            "specs/platform.yaml": platform, "specs/tiers.yaml": Self.tiers, "specs/region.yaml": regionText,
        ]
        for (name, text) in tenants { files["specs/tenants/\(name).yaml"] = text }
        return files
    }

    private var platform: String {
        """
        apiVersion: cadastre.dev/v1
        kind: Platform
        metadata: {name: \(name)}
        spec:
          domain: parking.example.com
          application:
            image: registry.example.com/parking/app:v2.1.0
            shared:
              replicas: 3
              resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "2", memory: 4Gi}}
            environment: {MODE: small}
          residency: {EU: [EU]}
          safety: {deletionBudget: 100%, retention: 30d}

        """
    }

    private var regionText: String {
        """
        apiVersion: cadastre.dev/v1
        kind: Region
        metadata: {name: \(region)}
        spec:
          jurisdiction: EU
          role: primary
          kubernetes: \(cluster ?? "{context: \(region)}")

        """
    }

    private static let tiers = """
        apiVersion: cadastre.dev/v1
        kind: Tier
        metadata: {name: basic}
        spec:
          isolation: sharedSchema
          limits: {users: 50}
        ---
        apiVersion: cadastre.dev/v1
        kind: Tier
        metadata: {name: premium}
        spec:
          isolation: dedicatedSchema
          compute: dedicated
          limits: {users: 500}
          workload:
            replicas: 2
            resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "2", memory: 4Gi}}
          quota: {requests.cpu: "2", requests.memory: 4Gi, limits.cpu: "8", limits.memory: 16Gi}

        """
}
