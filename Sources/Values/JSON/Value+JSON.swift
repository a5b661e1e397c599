extension Value {
    /// Reads one JSON value with nothing but white space around it.
    ///
    /// - Whole numbers that fit 64 bits are `.int`; `1.0`, `1e3` and whole numbers beyond are `.double`.
    /// - Of a key that comes twice, the first place and the last value are kept.
    /// - An escaped surrogate on its own becomes U+FFFD.
    /// - Refused: text that is not UTF-8, more than 512 values inside each other, numbers beyond a `Double`,
    ///   and all that RFC 8259 does not allow.
    package init(json text: [UInt8]) throws(JSONError) { try self.init(text.span) }

    /// As above; the places in errors count from the beginning of the slice.
    package init(json text: ArraySlice<UInt8>) throws(JSONError) { try self.init(text.span) }

    package init(json text: String) throws(JSONError) { try self.init(Array(text.utf8).span) }

    private init(_ text: Span<UInt8>) throws(JSONError) {
        let nodes = try JSONReader.nodes(of: text)
        var decoder = ValueDecoder()
        self = decoder.value(at: 0, of: nodes.span, text)
    }

    package func json(_ form: JSONForm = .compact) -> [UInt8] {
        var writer = JSONWriter(sink: JSONBytes(), form: form)
        writer.write(self)
        return writer.sink.bytes
    }

    /// The compact form.
    package var jsonText: String { String(decoding: json(.compact), as: UTF8.self) }
}
