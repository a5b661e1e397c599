/// Writes the compact form of one value piece by piece, where making a `Value` of it first would cost more than
/// the text. Whoever calls it sees to it that what is opened is closed and that keys come in objects alone.
package struct JSONAssembly {
    private var writer: JSONWriter<JSONBytes>
    /// Nothing stands between this place and the bracket or the key before it.
    private var isFirst = true

    /// - Parameter expectedSize: in bytes; a wrong guess costs a copy.
    package init(expectedSize: Int) {
        var sink = JSONBytes()
        sink.bytes.reserveCapacity(expectedSize)
        writer = JSONWriter(sink: sink, form: .compact)
    }

    package var bytes: [UInt8] { writer.sink.bytes }

    package mutating func object(_ members: (inout JSONAssembly) -> Void) {
        enclose(0x7B, 0x7D, members)
    }

    package mutating func array(_ elements: (inout JSONAssembly) -> Void) {
        enclose(0x5B, 0x5D, elements)
    }

    package mutating func key(_ key: String) {
        separate()
        writer.write(key)
        writer.put(0x3A)
        isFirst = true
    }

    package mutating func value(_ value: Value) {
        separate()
        writer.write(value)
    }

    package mutating func member(_ key: String, _ value: Value) {
        self.key(key)
        self.value(value)
    }

    private mutating func enclose(_ open: UInt8, _ close: UInt8, _ content: (inout JSONAssembly) -> Void) {
        separate()
        writer.put(open)
        isFirst = true
        content(&self)
        writer.put(close)
        isFirst = false
    }

    private mutating func separate() {
        if !isFirst { writer.put(0x2C) }
        isFirst = false
    }
}
