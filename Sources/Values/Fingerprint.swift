/// A short mark of a value, to see later whether it has changed.
///
/// Equal values have equal fingerprints. It is no security measure: whoever wants two values with the same
/// fingerprint can make them.
package enum Fingerprint {
    /// Sixteen lower-case hexadecimal digits: FNV-1a, 64 bits, of the canonical JSON.
    package static func of(_ value: Value) -> String {
        var hash = RunningHash()
        hash.append(value)
        let digits = String(hash.bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

/// FNV-1a, 64 bits, of what has been appended so far. A copy goes on by itself, so that what begins the same is
/// hashed once.
package struct RunningHash: Hashable, Sendable {
    package private(set) var bits: UInt64 = 0xcbf2_9ce4_8422_2325

    package init() {}

    package mutating func append(_ byte: UInt8) { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01b3 }

    package mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    /// Its canonical JSON, of which the text is never held.
    package mutating func append(_ value: Value) {
        var writer = JSONWriter(sink: self, form: .canonical)
        writer.write(value)
        self = writer.sink
    }
}

extension RunningHash: JSONSink {
    mutating func append(contentsOf text: String.UTF8View) {
        for byte in text { append(byte) }
    }
}
