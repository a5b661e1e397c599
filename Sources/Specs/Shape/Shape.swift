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

    init<each Member: Sendable>(
        _ noun: String, _ about: String, @FieldList fields makeFields: () -> (repeat Field<each Member>),
        make: @escaping @Sendable (repeat each Member) -> Output
    ) {
        let members = makeFields()
        var fields: [FieldNotation] = []
        for member in repeat each members { fields.append(member.notation) }
        self.noun = noun
        self.about = about
        self.fields = fields
        // Without the descriptions, which would be copied each time.
        let decoders = (repeat MemberDecoder(decode: (each members).decode))
        let keys = KeyTable(fields, noun: noun)
        form = Form(
            Notation(words: "a mapping", schema: SpecSchema.object(fields, about: about), fields: fields)
        ) {
            node, decoder in
            guard node.kind == .mapping else {
                decoder.mismatch(node, expected: "a mapping")
                return nil
            }
            var slots = keys.values(of: node, &decoder)
            let values = (repeat (each decoders).decode(slots.next(), &decoder))
            do throws(Incomplete) {
                return make(repeat try complete(each values))
            } catch {
                return nil
            }
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

/// Some member is missing, and that was reported.
private struct Incomplete: Error {}

private func complete<Member>(_ member: Member?) throws(Incomplete) -> Member {
    guard let member else { throw Incomplete() }
    return member
}

private struct MemberDecoder<Output: Sendable>: Sendable {
    let decode: Field<Output>.Decode

    func decode(_ slot: KeyTable.Slot?, _ decoder: inout SpecDecoder) -> Output? {
        guard let slot else { return decode(nil, &decoder) }
        let outer = decoder.key
        decoder.key = decoder.origin(of: slot.key)
        defer { decoder.key = outer }
        return decode(slot.value, &decoder)
    }
}
