import CExpat

/// Text that is not the XML that was expected, and why.
struct XMLError: Error, Hashable, CustomStringConvertible {
    let description: String
}

extension XMLNode {
    /// Reads a document and gives its outermost element.
    ///
    /// Nothing outside of the text is ever read: a document type is refused, and with it every entity of its own.
    /// So is what is nested more than 100 deep.
    init(xml text: [UInt8]) throws(XMLError) {
        guard let parser = ExpatParser() else { throw XMLError(description: "no memory") }
        self = try parser.parse(text)
    }
}

/// Owner of expat's parser, and of what it has read so far.
@safe private final class ExpatParser {
    private struct Open {
        let name: String
        var text: [UInt8] = []
        var children: [XMLNode] = []
    }

    static let depth = 100

    private let raw: OpaquePointer
    private var open: [Open] = []
    private var root: XMLNode?
    private var refusal: String?

    init?() {
        guard let raw = unsafe XML_ParserCreate("UTF-8") else { return nil }
        unsafe self.raw = raw
    }

    deinit { unsafe XML_ParserFree(raw) }

    func parse(_ text: [UInt8]) throws(XMLError) -> XMLNode {
        unsafe XML_SetUserData(raw, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetElementHandler(
            raw,
            { context, name, _ in
                guard let name = unsafe name else { return }
                unsafe ExpatParser.at(context)?.begin(String(cString: name))
            },
            { context, _ in unsafe ExpatParser.at(context)?.end() })
        unsafe XML_SetCharacterDataHandler(raw) { context, characters, count in
            guard let characters = unsafe characters else { return }
            let bytes = unsafe UnsafeRawBufferPointer(start: characters, count: Int(count))
            unsafe ExpatParser.at(context)?.add(bytes)
        }
        unsafe XML_SetStartDoctypeDeclHandler(raw) { context, _, _, _, _ in
            unsafe ExpatParser.at(context)?.refuse("it has a document type")
        }
        let status = unsafe text.withUnsafeBytes { bytes in
            unsafe XML_Parse(
                raw, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: bytes.count), 1)
        }
        if let refusal { throw XMLError(description: refusal) }
        guard status == XML_STATUS_OK, let root else {
            let line = unsafe XML_GetCurrentLineNumber(raw)
            let reason = unsafe XML_ErrorString(XML_GetErrorCode(raw)).map { unsafe String(cString: $0) }
            throw XMLError(description: "line \(line): \(reason ?? "it has no element")")
        }
        return root
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> ExpatParser? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<ExpatParser>.fromOpaque(context).takeUnretainedValue()
    }

    private func refuse(_ why: String) {
        refusal = why
        unsafe XML_StopParser(raw, 0)
    }

    private func begin(_ name: String) {
        guard refusal == nil else { return }
        guard open.count < Self.depth else { return refuse("it is nested more than \(Self.depth) deep") }
        let local = name.split(separator: ":").last.map(String.init) ?? name
        open.append(Open(name: local))
    }

    private func add(_ bytes: UnsafeRawBufferPointer) {
        guard refusal == nil, !open.isEmpty else { return }
        unsafe open[open.count - 1].text.append(contentsOf: bytes)
    }

    private func end() {
        guard refusal == nil, let done = open.popLast() else { return }
        // Between elements there is only white space.
        let text = done.children.isEmpty ? String(decoding: done.text, as: UTF8.self) : ""
        let node = XMLNode(done.name, text: text, children: done.children)
        if open.isEmpty { root = node } else { open[open.count - 1].children.append(node) }
    }
}
