import Diagnostics
import YAML

/// One YAML document, decoded as far as it could be.
struct SpecDocument: Sendable {
    enum Body: Sendable {
        indirect case platform(Platform)
        indirect case tier(Tier)
        indirect case region(Region)
        case tenant(Tenant)
    }

    /// Nil where the document does not say, or says something unknown.
    var kind: Sourced<SpecKind>?
    /// Nil where the document has no valid name.
    var name: Sourced<DNSLabel>?
    /// Nil after something was reported.
    var body: Body?

    init(_ root: YAMLNode, reporting diagnostics: inout [Diagnostic]) {
        var decoder = SpecDecoder(at: root.origin)
        let envelope = Envelope.form.decode(root, &decoder)
        kind = envelope?.kind
        name = envelope?.metadata?.name
        decoder.name = name
        if let spec = envelope?.spec, let kind {
            decoder.key = spec.key
            switch kind.value {
            case .platform: body = Platform.form.decode(spec.node, &decoder).map(Body.platform)
            case .tier: body = Tier.form.decode(spec.node, &decoder).map(Body.tier)
            case .region: body = Region.form.decode(spec.node, &decoder).map(Body.region)
            case .tenant: body = Tenant.form.decode(spec.node, &decoder).map(Body.tenant)
            }
        }
        diagnostics += decoder.diagnostics
    }
}
