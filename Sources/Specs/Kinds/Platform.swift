package import Values

/// What all tenants of a fleet have in common. Exactly one in a fleet.
package struct Platform: Sendable {
    package var name: Sourced<DNSLabel>
    package var domain: Sourced<Domain>
    package var application: Application
    package var sharedServices: SharedServices
    package var gateway: Gateway
    /// Jurisdiction of a tenant's region to the jurisdictions where its data may be.
    package var residency: Table<[Jurisdiction]>
    package var safety: Safety
    /// Expected drift.
    package var ignore: [IgnoreRule]
    package var prices: Prices?

    package struct Application: Sendable {
        package var image: Sourced<ImageReference>
        package var port: Sourced<Port>
        package var probes: Probes
        package var shared: SharedWorkload
        package var environment: Table<String>
    }

    package struct Probes: Sendable {
        package var liveness: Sourced<URLPath>
        package var readiness: Sourced<URLPath>
    }

    /// The workload that tenants with shared compute use, one in each region.
    package struct SharedWorkload: Sendable {
        /// How many pods run; with an autoscaler, how many at least.
        package var replicas: Sourced<Int>
        package var resources: Resources
        package var autoscaling: Autoscaling?
        package var maxUnavailable: Sourced<CountOrPercent>
        package var priority: Sourced<Int>?
    }

    package struct SharedServices: Sendable {
        package var namespace: Sourced<DNSLabel>
    }

    /// Where requests from outside come in, and how.
    package struct Gateway: Sendable {
        /// Its pods may reach the tenants' pods.
        package var namespace: Sourced<DNSLabel>
        package var ingressClass: Sourced<ObjectName>
        package var tls: TLS
    }

    /// Where the certificates of tenants' hosts come from: at most one of the two; the gateway's own where neither.
    package struct TLS: Sendable {
        /// A ClusterIssuer of cert-manager, which makes one for each tenant.
        package var issuer: Sourced<ObjectName>?
        /// A secret in each tenant's namespace, with one for `*.<domain>`.
        package var secret: Sourced<ObjectName>?
    }

    package struct Safety: Sendable {
        package var deletionBudget: Sourced<CountOrPercent>
        package var retention: Sourced<TimeSpan>
    }

    package struct Prices: Sendable {
        package var currency: Sourced<String>
        package var databaseClass: Table<Money>
        package var storagePerGiB: Sourced<Money>?
    }
}

// MARK: - Shapes

extension Platform: Shaped {
    static let shape = Shape(
        "a Platform", "What all tenants of a fleet have in common. Exactly one in a fleet."
    ) {
        Field.name(
            "The fleet's name, and the prefix of every name that is made: `<platform>-tenant-<tenant>`.")
        Field("domain", Domain.self, "Tenants answer at `<tenant>.<domain>`.")
        Field("application", Application.self, "The application that every tenant gets.")
        Field("sharedServices", SharedServices.self, "What the tenants of a region use together.").defaults(
            to: "{}")
        Field("gateway", Gateway.self, "Where requests from outside come in.").defaults(to: "{}")
        Field(
            "residency", .table(of: .set(of: Jurisdiction.self), by: Jurisdiction.self),
            "The jurisdiction of a tenant's region to the jurisdictions where its data may be.")
        Field("safety", Safety.self, "What keeps a mistake from destroying data.").defaults(to: "{}")
        Field("ignore", .list(of: IgnoreRule.self), "Attributes that others look after once they are there.")
            .defaults(to: "[]")
        Field("prices", Prices.self, "Your own monthly figures, for estimates in plans.").optional
    } make: {
        Platform(
            name: $0, domain: $1, application: $2, sharedServices: $3, gateway: $4, residency: $5, safety: $6,
            ignore: $7, prices: $8)
    }
}

extension Platform.Application: Shaped {
    static let shape = Shape("an application", "The application that every tenant gets.") {
        Field("image", ImageReference.self, "What runs where a tier names no image of its own.")
        Field("port", Port.self, "Where it listens.").defaults(to: "8080")
        Field("probes", Platform.Probes.self, "Where it says how it is.").defaults(to: "{}")
        Field(
            "shared", Platform.SharedWorkload.self,
            "What runs in each region for tenants with shared compute.")
        Field(
            "environment", .table(of: .anyText, by: EnvironmentName.self),
            "Environment variables of every pod."
        ).defaults(to: "{}")
    } make: {
        Platform.Application(image: $0, port: $1, probes: $2, shared: $3, environment: $4)
    }
}

extension Platform.Probes: Shaped {
    static let shape = Shape("probes", "Where the application says how it is.") {
        Field("liveness", URLPath.self, "Fails when the pod should be restarted.").defaults(
            to: "/health/live")
        Field("readiness", URLPath.self, "Fails while the pod should get no requests.").defaults(
            to: "/health/ready")
    } make: {
        Platform.Probes(liveness: $0, readiness: $1)
    }
}

extension Platform.SharedWorkload: Shaped {
    static let shape = Shape("a shared workload", "What runs in each region for tenants with shared compute.")
    {
        Field("replicas", .whole(0...10_000), "How many pods run; with `autoscaling`, how many at least.")
        Field("resources", Resources.self, "What each pod gets.")
        Field("autoscaling", Autoscaling.self, "More pods when there is more to do.").optional
        Field.maxUnavailable
        Field.priority
    } make: {
        Platform.SharedWorkload(
            replicas: $0, resources: $1, autoscaling: $2, maxUnavailable: $3, priority: $4)
    }
}

extension Platform.SharedServices: Shaped {
    static let shape = Shape("shared services", "What the tenants of a region use together.") {
        Field("namespace", DNSLabel.self, "Their namespace in every region's cluster.")
            .defaults(to: "<name>-shared-services")
    } make: {
        Platform.SharedServices(namespace: $0)
    }
}

extension Platform.Gateway: Shaped {
    static let shape = Shape("a gateway", "Where requests from outside come in.") {
        Field("namespace", DNSLabel.self, "Its pods may reach the tenants' pods.").defaults(
            to: "ingress-nginx")
        Field("ingressClass", ObjectName.self, "The IngressClass that serves the tenants' hosts.")
            .defaults(to: "nginx")
        Field("tls", Platform.TLS.self, "Where the certificates of tenants' hosts come from.")
            .defaults(to: "{}")
    } make: {
        Platform.Gateway(namespace: $0, ingressClass: $1, tls: $2)
    }
}

extension Platform.TLS: Shaped {
    static let shape = Shape(
        "a source of certificates",
        "Where the certificates of tenants' hosts come from: one of the two, or the gateway's own where neither is said."
    ) {
        Field(
            "issuer", ObjectName.self,
            "A ClusterIssuer of cert-manager, which makes a certificate for each tenant's hosts. It has to solve by DNS: the fences let no solver's pods in."
        ).optional
        Field(
            "secret", ObjectName.self,
            "A secret that is in each tenant's namespace, with a certificate for `*.<domain>`; domains that tenants bring get the gateway's own."
        ).optional
    } make: {
        Platform.TLS(issuer: $0, secret: $1)
    }
}

extension Platform.Safety: Shaped {
    static let shape = Shape("safety limits", "What keeps a mistake from destroying data.") {
        Field(
            "deletionBudget", CountOrPercent.self, "How many objects of a kind one run may delete, never all."
        )
        .defaults(to: "10%")
        Field("retention", TimeSpan.self, "From a tenant's end to the moment when its data may be destroyed.")
            .defaults(to: "30d")
    } make: {
        Platform.Safety(deletionBudget: $0, retention: $1)
    }
}

extension Platform.Prices: Shaped {
    static let shape = Shape("prices", "Your own monthly figures, for estimates in plans.") {
        Field("currency", .text, "Shown after every amount.")
        Field(
            "databaseClass", .table(of: .amount, by: DatabaseClass.self),
            "Of one server of a class; a standby is a second one."
        )
        .defaults(to: "{}")
        Field("storagePerGiB", .amount, "Of a database server's disk.").optional
    } make: {
        Platform.Prices(currency: $0, databaseClass: $1, storagePerGiB: $2)
    }
}
