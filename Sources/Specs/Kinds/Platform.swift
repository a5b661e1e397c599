package import Diagnostics

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
        package var replicas: Sourced<Int>
        package var resources: Resources
    }

    package struct SharedServices: Sendable {
        package var namespace: Sourced<DNSLabel>
    }

    /// The namespace whose pods may reach the tenants' pods from outside.
    package struct Gateway: Sendable {
        package var namespace: Sourced<DNSLabel>
    }

    package struct Safety: Sendable {
        package var deletionBudget: Sourced<CountOrPercent>
        package var retention: Sourced<TimeSpan>
    }

    package struct Prices: Sendable {
        package var currency: Sourced<String>
        package var databaseClass: Table<Double>
        package var storagePerGiB: Sourced<Double>?
    }
}
