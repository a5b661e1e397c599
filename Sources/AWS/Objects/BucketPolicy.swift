import Core
import Values

/// The policy of a bucket, in one of the many forms in which the same can be written: lists have more than one element and
/// are sorted, and buckets are called by their names and not by their ARNs.
struct BucketPolicy: Sendable {
    let document: Value

    /// In the blueprint's form.
    init(_ document: Value) { self.document = document }

    /// As S3 gives it back: as it was written. What is no JSON stays a text.
    init(_ text: String, _ api: RegionAPI) {
        guard let value = try? Value(json: Array(text.utf8)), var fields = value.fields else {
            document = .string(text)
            return
        }
        // It says nothing but what the policy is called.
        fields["Id"] = nil
        if let statements = fields["Statement"] {
            fields["Statement"] = .array((statements.array ?? [statements]).map { Self.statement($0, api) })
        }
        document = .object(fields)
    }

    /// As S3 takes it.
    func text(_ api: RegionAPI) -> String {
        guard var fields = document.fields, let statements = fields["Statement"]?.array else {
            return document.jsonText
        }
        fields["Statement"] = .array(
            statements.map { statement in
                var fields = statement.fields ?? Fields()
                for member in ["Resource", "NotResource"] {
                    fields.set(member, fields[member].map { Self.each($0, api.bucketARN) })
                }
                return .object(fields)
            })
        return Value.object(fields).jsonText
    }

    private static func statement(_ statement: Value, _ api: RegionAPI) -> Value {
        guard var fields = statement.fields else { return statement }
        for (member, value) in fields {
            switch member {
            case "Resource", "NotResource": fields[member] = normal(each(value, api.bucketName))
            case "Action", "NotAction": fields[member] = normal(value)
            case "Principal", "NotPrincipal":
                let named = members(of: value, normal)
                fields[member] = named == ["AWS": "*"] ? "*" : named
            case "Condition": fields[member] = members(of: value) { members(of: $0, normal) }
            default: break
            }
        }
        return .object(fields)
    }

    private static func members(of value: Value, _ change: (Value) -> Value) -> Value {
        guard let fields = value.fields else { return value }
        return .object(Fields(fields.map { ($0.key, change($0.value)) }))
    }

    private static func each(_ value: Value, _ change: (String) -> String) -> Value {
        if let text = value.string { return .string(change(text)) }
        return value.array.map { .array($0.map { each($0, change) }) } ?? value
    }

    /// The order of a list says nothing, nor does a list around a single element, nor whether `true` is in quotes.
    private static func normal(_ value: Value) -> Value {
        switch value {
        case .bool(let flag): return flag ? "true" : "false"
        case .array(let elements) where elements.count == 1: return normal(elements[0])
        case .array(let elements):
            return .array(elements.map(normal).sorted { $0.jsonText < $1.jsonText })
        default: return value
        }
    }
}
