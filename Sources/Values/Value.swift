/// What every attribute of every object is made of: the data of JSON, and nothing more.
///
/// Equality is of structure, with these rules:
/// - the order of an object's members does not matter, that of an array's elements does;
/// - strings and keys are equal when their UTF-8 bytes are, without Unicode normalisation;
/// - `.int(1)` and `.double(1)` differ, as `1` and `1.0` do in JSON; who compares quantities normalises first;
/// - every NaN equals every NaN, so that equality stays reflexive, and `-0.0` equals `0.0`.
package enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([Value])
    case object(Fields)
}

extension Value: Hashable {
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.double(let left), .double(let right)): left == right || (left.isNaN && right.isNaN)
        case (.string(let left), .string(let right)): ExactText.same(left, right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        case .int(let number): hasher.combine(number)
        case .double(let number): hasher.combine(number.isNaN ? .nan : number)
        case .string(let text): hasher.combine(text)
        case .array(let elements): hasher.combine(elements)
        case .object(let fields): hasher.combine(fields)
        }
    }
}

extension Value {
    package var isNull: Bool { if case .null = self { true } else { false } }
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    /// The number when it was written as a whole one; nil for `.double`, even for `1.0`.
    package var int: Int64? { if case .int(let number) = self { number } else { nil } }
    /// The number, whole or not; whole ones beyond 2^53 are rounded.
    package var double: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var array: [Value]? { if case .array(let elements) = self { elements } else { nil } }
    package var fields: Fields? { if case .object(let fields) = self { fields } else { nil } }

    /// The member of an object; nil when there is none, or when this is no object.
    package subscript(key key: String) -> Value? { fields?[key] }

    /// The element of an array; nil when there is none, or when this is no array.
    package subscript(index index: Int) -> Value? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
