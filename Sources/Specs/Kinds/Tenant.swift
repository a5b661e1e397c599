package import Values

/// One customer of the platform.
package struct Tenant: Sendable {
    /// Its code in URLs, names and labels.
    package var name: Sourced<DNSLabel>
    package var company: Sourced<String>
    package var tier: Sourced<String>
    package var region: Sourced<String>
    /// Narrows the platform's rule, never widens it; the platform's rule where nil.
    package var residency: Sourced<[Jurisdiction]>?
    package var compliance: [Sourced<String>]
    package var status: Sourced<Status>
    /// Since when it is terminated; `Platform.safety.retention` counts from here.
    package var terminated: Sourced<CalendarDate>?
    package var contacts: Contacts
    package var access: Access
    package var domains: [Sourced<Domain>]
    package var limits: Limits
    package var features: Table<Bool>
    /// Free; handed to the application.
    package var settings: Sourced<Value>?
    package var database: Database?

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
    } make: {
        Tenant(
            name: $0, company: $1, tier: $2, region: $3, residency: $4, compliance: $5, status: $6,
            terminated: $7, contacts: $8, access: $9, domains: $10, limits: $11, features: $12, settings: $13,
            database: $14)
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
