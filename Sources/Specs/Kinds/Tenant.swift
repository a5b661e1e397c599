package import Diagnostics
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
