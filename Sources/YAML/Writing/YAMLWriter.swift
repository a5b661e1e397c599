internal import CYAML

/// Writes YAML for people to read in a pull request: block style, two spaces, quotes only where they are needed.
///
/// The same calls give the same bytes. What cannot be written, such as a mapping that was not ended, makes `finish` throw;
/// the calls between need no `try`.
package struct YAMLWriter: ~Copyable {
    /// Why nothing could be written.
    package struct Failure: Error, Hashable, Sendable {
        package let problem: String
    }

    private enum Open { case mapping, sequence }

    private let emitter: EmitterHandle?
    private var failure: Failure?
    private var documents = 0
    private var open: [Open] = []
    private var isKey = false

    package init() {
        emitter = EmitterHandle()
        if emitter == nil { failure = Failure(problem: "memory ran out") }
        unsafe emit { event in unsafe yaml_stream_start_event_initialize(event, YAML_UTF8_ENCODING) }
    }

    /// Starts a document, with a line `---` before all but the first.
    package mutating func beginDocument() {
        let isImplicit: CInt = documents == 0 ? 1 : 0
        documents += 1
        unsafe emit { event in unsafe yaml_document_start_event_initialize(event, nil, nil, nil, isImplicit) }
    }

    package mutating func endDocument() {
        unsafe emit { event in unsafe yaml_document_end_event_initialize(event, 1) }
    }

    package mutating func beginMapping() {
        open.append(.mapping)
        unsafe emit { event in
            unsafe yaml_mapping_start_event_initialize(event, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE)
        }
    }

    package mutating func beginSequence() {
        open.append(.sequence)
        unsafe emit { event in
            unsafe yaml_sequence_start_event_initialize(event, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE)
        }
    }

    /// Ends the mapping or sequence that was begun last.
    package mutating func end() {
        switch open.popLast() {
        case .mapping: unsafe emit { event in unsafe yaml_mapping_end_event_initialize(event) }
        case .sequence: unsafe emit { event in unsafe yaml_sequence_end_event_initialize(event) }
        case nil: failure = failure ?? Failure(problem: "there is nothing to end")
        }
    }

    /// The key of the value that comes next.
    package mutating func key(_ key: String) {
        scalar(key, PlainText.isPlain(key) ? YAML_PLAIN_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    }

    /// A text: plain if no reader could take it for something else, a block if it has lines, otherwise in quotes.
    package mutating func string(_ text: String) {
        if PlainText.isPlain(text) {
            scalar(text, YAML_PLAIN_SCALAR_STYLE)
        } else {
            scalar(
                text, PlainText.isBlock(text) ? YAML_LITERAL_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        }
    }

    package mutating func int(_ value: Int64) { scalar(String(value), YAML_PLAIN_SCALAR_STYLE) }

    package mutating func bool(_ value: Bool) { scalar(value ? "true" : "false", YAML_PLAIN_SCALAR_STYLE) }

    package mutating func null() { scalar("null", YAML_PLAIN_SCALAR_STYLE) }

    /// The shortest text that reads as this number, always with a point, without which YAML 1.1 sees no number in `1e20`.
    package mutating func double(_ value: Double) {
        scalar(Self.text(of: value), YAML_PLAIN_SCALAR_STYLE)
    }

    /// All that was written, ending in a line break.
    package consuming func finish() throws(Failure) -> [UInt8] {
        if !open.isEmpty { failure = failure ?? Failure(problem: "a mapping or sequence was not ended") }
        unsafe emit { event in unsafe yaml_stream_end_event_initialize(event) }
        if let failure { throw failure }
        return emitter?.bytes ?? []
    }

    private static func text(of value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
        let text = value.description
        guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    private mutating func scalar(_ text: String, _ style: yaml_scalar_style_t) {
        var text = text
        guard text.utf8.count <= Int(Int32.max) else {
            failure = failure ?? Failure(problem: "a text is too long")
            return
        }
        text.withUTF8 { bytes in
            // An empty text may have no address, which libyaml does not accept.
            var nothing: UInt8 = 0
            unsafe emit { event in
                unsafe withUnsafePointer(to: &nothing) { empty in
                    unsafe yaml_scalar_event_initialize(
                        event, nil, nil, bytes.baseAddress ?? empty, CInt(bytes.count), 1, 1, style)
                }
            }
        }
    }

    private mutating func emit(_ make: (UnsafeMutablePointer<yaml_event_t>) -> CInt) {
        guard failure == nil, emitter != nil else { return }
        do throws(Failure) {
            unsafe try emitter?.emit(make)
        } catch {
            failure = error
        }
    }
}
