/// One value, or one key, of a JSON text: what it is and where. Sixteen bytes.
///
/// An array's node is followed by its elements' nodes, an object's by a key and a value for each member.
struct JSONNode: Sendable {
    enum Kind: UInt8, Sendable {
        case null, `false`, `true`, number, string, escapedString, array, object
    }

    let kind: Kind
    /// For a string, what stands between its quotes; for everything else, the whole value.
    let start: UInt32
    var end: UInt32
    /// The index of the first node behind this value and all that is in it.
    var next: UInt32

    var range: Range<Int> { Int(start)..<Int(end) }
}
