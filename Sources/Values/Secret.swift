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

    /// The text itself: the one way to it, so that a search for this word finds every use.
    package func reveal() -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Self.cover }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(reflecting: description) }
}
