package import Values

/// One customer of the platform. A class because there are many, each is large, and all are handed on.
package final class Tenant: Sendable {
    /// Its code in URLs, names and labels.
    package let name: Sourced<DNSLabel>
    package let company: Sourced<String>
    package let tier: Sourced<String>
    package let region: Sourced<String>
    /// Narrows the platform's rule, never widens it; the platform's rule where nil.
    package let residency: Sourced<[Jurisdiction]>?
    package let compliance: [Sourced<String>]
    package let status: Sourced<Status>
    /// Since when it is terminated; `Platform.safety.retention` counts from here.
    package let terminated: Sourced<CalendarDate>?
    package let contacts: Contacts
    package let access: Access
    package let domains: [Sourced<Domain>]
    package let limits: Limits
    package let features: Table<Bool>
    /// Free; handed to the application.
    package let settings: Sourced<Value>?
    package let database: Database?
    package let bucket: Bucket?

    init(
        name: Sourced<DNSLabel>, company: Sourced<String>, tier: Sourced<String>, region: Sourced<String>,
        residency: Sourced<[Jurisdiction]>?, compliance: [Sourced<String>], status: Sourced<Status>,
        terminated: Sourced<CalendarDate>?, contacts: Contacts, access: Access, domains: [Sourced<Domain>],
        limits: Limits, features: Table<Bool>, settings: Sourced<Value>?, database: Database?,
        bucket: Bucket?
    ) {
        self.name = name
        self.company = company
        self.tier = tier
        self.region = region
        self.residency = residency
        self.compliance = compliance
        self.status = status
        self.terminated = terminated
        self.contacts = contacts
        self.access = access
        self.domains = domains
        self.limits = limits
        self.features = features
        self.settings = settings
        self.database = database
        self.bucket = bucket
    }

    /// As it would be if it were active.
    package var active: Tenant {
        Tenant(
            name: name, company: company, tier: tier, region: region, residency: residency,
            compliance: compliance, status: Sourced(.active, at: status.origin), terminated: terminated,
            contacts: contacts, access: access, domains: domains, limits: limits, features: features,
            settings: settings, database: database, bucket: bucket)
    }

    package enum Status: String, CaseIterable, Sendable { case active, suspended, terminated }

    package struct Contacts: Sendable {
        package var admin: Sourced<EmailAddress>
        package var billing: Sourced<EmailAddress>?
    }

    /// Names of groups that the cluster's authenticator knows.
    package struct Access: Sendable {
        package var admins: [Sourced<GroupName>]
        package var viewers: [Sourced<GroupName>]
    }
}

// MARK: - Shapes

extension Tenant: Shaped {
    static let shape = Shape("a Tenant", "One customer of the platform.") {
        Field.name("Its code in URLs, names and labels.")
        Field("company", .text, "Whom the contract is with.")
        Field("tier", .text, "The name of a Tier: what it gets.")
        Field("region", .text, "The name of a Region: where it lives.")
        Field(
            "residency", .set(of: Jurisdiction.self),
            "Where its data may be. Narrows the platform's rule for its region, never widens it."
        ).optional
        Field("compliance", .texts, "Rules that it is under, for labels and reports.").defaults(to: "[]")
        Field("status", Status.self, "Whether it runs.").defaults(to: "active")
        Field(
            "terminated", CalendarDate.self,
            "With `status: terminated`: since when. Retention counts from here."
        )
        .optional
        Field("contacts", Contacts.self, "Whom to write to.")
        Field("access", Access.self, "Who may look into its namespace.").defaults(to: "{}")
        Field("domains", .list(of: Domain.self), "Where it answers beside `<tenant>.<platform domain>`.")
            .defaults(to: "[]")
        Field("limits", Limits.self, "In place of its tier's.").defaults(to: "{}")
        Field("features", .table(of: .flag, by: FeatureName.self), "In place of its tier's.").defaults(
            to: "{}")
        Field("settings", .anything, "Free; handed to the application as it is.").optional
        Field("database", Database.self, "In place of its tier's, key by key.").optional
        Field(
            "bucket", Bucket.self, "In place of its tier's, key by key; where that has none, one of its own."
        )
        .optional
    } make: {
        Tenant(
            name: $0, company: $1, tier: $2, region: $3, residency: $4, compliance: $5, status: $6,
            terminated: $7, contacts: $8, access: $9, domains: $10, limits: $11, features: $12, settings: $13,
            database: $14, bucket: $15)
    }
}

extension Tenant.Status: Choice {
    static let noun = "status"
    var about: String {
        switch self {
        case .active: "it runs"
        case .suspended: "everything is kept, nothing runs"
        case .terminated: "what it has is removed, its data once the retention has run out"
        }
    }
}

extension Tenant.Contacts: Shaped {
    static let shape = Shape("contacts", "Whom to write to.") {
        Field("admin", EmailAddress.self, "About how it runs.")
        Field("billing", EmailAddress.self, "About what it costs.").optional
    } make: {
        Tenant.Contacts(admin: $0, billing: $1)
    }
}

extension Tenant.Access: Shaped {
    static let shape = Shape("access", "Who may look into its namespace.") {
        Field("admins", .list(of: GroupName.self), "Groups that may also restart pods.").defaults(to: "[]")
        Field("viewers", .list(of: GroupName.self), "Groups that may look.").defaults(to: "[]")
    } make: {
        Tenant.Access(admins: $0, viewers: $1)
    }
}
