import Diagnostics
import Values
import YAML

/// What every document has around its spec. A mistake in one part does not hide those in the others.
struct Envelope: Shaped {
    var version: Sourced<APIVersion>?
    var kind: Sourced<SpecKind>?
    var metadata: Metadata?
    var spec: Spec?

    static let shape = Shape("a document", "One spec.") {
        Field("apiVersion", APIVersion.self, "The version of this format.").forgiving
        Field("kind", SpecKind.self, "What the document is about.").forgiving
        Field("metadata", Metadata.self, "What it is called.").forgiving
        Field("spec", .untouched, "What it says.").forgiving
    } make: {
        Envelope(version: $0, kind: $1, metadata: $2, spec: $3)
    }

    struct Metadata: Shaped {
        var name: Sourced<DNSLabel>

        static let shape = Shape("metadata", "What the document is called.") {
            Field("name", DNSLabel.self, "The only name that there is.")
        } make: {
            Metadata(name: $0)
        }
    }

    /// Decoded when the kind is known.
    struct Spec: Sendable {
        var node: YAMLNode
        var key: Origin
    }

    enum APIVersion: String, Choice {
        case v1 = "cadastre.dev/v1"

        static let noun = "apiVersion"
        var about: String { "the only version that there is" }
    }
}

extension Form where Output == Envelope.Spec {
    fileprivate static var untouched: Form {
        Form(Notation(words: "a mapping", schema: ["type": "object"])) { node, decoder in
            Envelope.Spec(node: node, key: decoder.key)
        }
    }
}
