/// A short mark of a value, to see later whether it has changed.
///
/// Equal values have equal fingerprints. It is no security measure: whoever wants two values with the same
/// fingerprint can make them.
package enum Fingerprint {
    /// Sixteen lower-case hexadecimal digits: FNV-1a, 64 bits, of the canonical JSON.
    package static func of(_ value: Value) -> String {
        var writer = JSONWriter(sink: FNV1a(), form: .canonical)
        writer.write(value)
        let digits = String(writer.sink.hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

/// Hashes the bytes as they are written, so that the text is never held.
private struct FNV1a: JSONSink {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func append(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    mutating func append(contentsOf text: String.UTF8View) {
        for byte in text { append(byte) }
    }
}
