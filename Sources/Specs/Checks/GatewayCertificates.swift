import Diagnostics

/// Certificates come from one place.
struct GatewayCertificates: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.platforms.compactMap { platform in
            guard let issuer = platform.gateway.tls.issuer, let secret = platform.gateway.tls.secret else {
                return nil
            }
            return Diagnostic(
                .gatewayCertificates, "two sources of certificates", at: secret.origin,
                label: "issuer says so too, in line \(issuer.origin.line)",
                notes: ["an issuer would write its own certificate into this secret"],
                help: "keep one of issuer and secret")
        }
    }
}
