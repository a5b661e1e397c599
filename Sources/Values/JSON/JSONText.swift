/// A JSON value kept as its text until someone asks for it: a fraction of the memory of a `Value`.
///
/// Equality is of bytes: two texts of the same value can differ.
package struct JSONText: Sendable, Hashable {
    package let bytes: [UInt8]

    /// Copies the slice, so that the page it was cut from can go. Whether it is JSON shows when it is decoded.
    package init(bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

    package init(_ value: Value) { bytes = value.json(.compact) }

    package func decode() throws(JSONError) -> Value { try Value(json: bytes) }
}
