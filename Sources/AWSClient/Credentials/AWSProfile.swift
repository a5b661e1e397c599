import Values

/// One profile of the shared configuration, with what stands of it in both files.
package struct AWSProfile: Sendable {
    package let name: String
    private let settings: [String: Secret]
    /// `endpoint_url` of the services that the profile's section of services names.
    let serviceEndpoints: [String: String]

    init(_ name: String, _ settings: [String: Secret], serviceEndpoints: [String: String] = [:]) {
        self.name = name
        self.settings = settings
        self.serviceEndpoints = serviceEndpoints
    }

    /// How messages call it.
    var title: String { "profile '\(name)'" }

    subscript(key: String) -> String? { settings[key]?.reveal() }
}
