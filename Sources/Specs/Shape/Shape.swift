import Diagnostics
import Values
import YAML

/// The one declaration of a mapping with known keys. It decodes, and schema and reference are made from it.
///
///     static let shape = Shape("a workload", "The pods of a tenant.") {
///         Field("replicas", .whole(0...1_000), "How many pods run.")
///         Field("image", ImageReference.self, "Which image they run.").optional
///     } make: {
///         Workload(replicas: $0, image: $1)
///     }
///
/// The fields come in the order in which `make` takes them, usually a memberwise initializer.
struct Shape<Output: Sendable>: Sendable {
    /// With its article: "a workload".
    let noun: String
    let about: String
    let fields: [FieldNotation]
    let form: Form<Output>

    /// - Parameter decode: takes the members one by one, in the order of the fields, and all of them even when one is
    ///   missing, so that one mistake does not hide another.
    init(
        _ noun: String, _ about: String, _ fields: [FieldNotation],
        decode: @escaping @Sendable (inout KeyTable.Slots, inout SpecDecoder) -> Output?
    ) {
        self.noun = noun
        self.about = about
        self.fields = fields
        let keys = KeyTable(fields, noun: noun)
        form = Form(
            Notation(words: "a mapping", schema: SpecSchema.object(fields, about: about), fields: fields)
        ) { node, decoder in
            guard node.kind == .mapping else {
                decoder.mismatch(node, expected: "a mapping")
                return nil
            }
            var slots = keys.values(of: node, &decoder)
            return decode(&slots, &decoder)
        }
    }
}

/// A type that is written as a mapping with known keys.
protocol Shaped: SpecType where Written == Self {
    static var shape: Shape<Self> { get }
}

extension Shaped {
    static var form: Form<Self> { shape.form }
}

@resultBuilder
enum FieldList {
    static func buildBlock<each Member>(_ fields: repeat Field<each Member>) -> (repeat Field<each Member>) {
        (repeat each fields)
    }
}
