/// Text that must never be printed, logged, or put into a plan.
///
/// However it is described, it says `•••`. Equality is exact and takes no care of timing.
package struct Secret: Sendable, Hashable {
    /// What is shown in its place.
    package static let cover = "•••"

    private let bytes: [UInt8]

    package init(_ text: String) { bytes = Array(text.utf8) }

    /// Nil when the bytes are not UTF-8: `reveal()` could not give them back.
    package init?(utf8 bytes: [UInt8]) {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        self.bytes = bytes
    }

    package init(joining parts: [Secret]) { bytes = parts.flatMap(\.bytes) }

    /// As it stands in a part of a URL: RFC 3986's unreserved characters, and all others by their bytes.
    package var percentEncoded: Secret {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: encoded.append(byte)
            default: encoded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return Secret(unchecked: encoded)
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The text itself: the one way to it, so that a search for this word finds every use.
    package func reveal() -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Self.cover }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(reflecting: description) }
}
