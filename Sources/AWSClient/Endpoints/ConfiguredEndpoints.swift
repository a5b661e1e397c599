import Core
import HTTP

/// Endpoints from the environment and from the profile, in the order of AWS's own tools.
struct ConfiguredEndpoints: Sendable {
    private var general: ServerAddress?
    private var ofServices: [String: ServerAddress] = [:]
    private var profileGeneral: ServerAddress?
    private var profileServices: [String: ServerAddress] = [:]

    init(environment: [String: String], profile: AWSProfile?) throws(Problem) {
        let ignored =
            environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]
            ?? profile?["ignore_configured_endpoint_urls"]
        if ignored?.lowercased() == "true" { return }
        let name = "AWS_ENDPOINT_URL"
        for (variable, text) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix(name) && !text.isEmpty {
            let address = try Self.address(text, from: "the variable \(variable)")
            if variable == name {
                general = address
            } else if variable.hasPrefix("\(name)_") {
                ofServices[variable.dropFirst(name.count + 1).lowercased()] = address
            }
        }
        guard let profile else { return }
        if let text = profile["endpoint_url"] {
            profileGeneral = try Self.address(text, from: "endpoint_url of \(profile.title)")
        }
        for (service, text) in profile.serviceEndpoints {
            profileServices[service] = try Self.address(
                text, from: "the endpoint_url of \(service) in \(profile.title)")
        }
    }

    func address(of service: AWSService) -> ServerAddress? {
        ofServices[service.id] ?? general ?? profileServices[service.id] ?? profileGeneral
    }

    static func address(_ text: String, from place: String) throws(Problem) -> ServerAddress {
        guard let address = ServerAddress(text) else {
            throw Problem(
                "aws.endpoint", "an endpoint of AWS cannot be used",
                detail: "\(place) is no address such as https://host:port without user, query or fragment",
                help: "correct the address, or take it away to use AWS's own")
        }
        return address
    }
}
