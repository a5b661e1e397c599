extension FieldPath: CustomStringConvertible {
    /// For people: `spec.hard["limits.cpu"]`, `containers[app].image`, `ports[port=53,protocol=UDP]`,
    /// `finalizers[="keep"]`. An item that is known by one text shows only that, so it does not say which field
    /// holds it: use `notation` where the path is to be read again.
    package var description: String { text(short: true) }

    /// As `description`, but with every key field named: `containers[name=app]`. `FieldPath(parsing:)` reads it.
    package var notation: String { text(short: false) }

    private func text(short: Bool) -> String {
        var text = ""
        for element in elements {
            switch element {
            case .key(let key) where Self.isBare(key):
                text += text.isEmpty ? key : "." + key
            case .key(let key): text += "[\(Value.string(key).jsonText)]"
            case .index(let index): text += "[\(index)]"
            case .item(let selectors): text += "[\(Self.text(selectors, short: short))]"
            case .value(let value): text += "[=\(value.jsonText)]"
            }
        }
        return text
    }

    private static func text(_ selectors: [Selector], short: Bool) -> String {
        if short, selectors.count == 1, case .string(let name) = selectors[0].value, isPlain(name) {
            return name
        }
        return selectors.map { selector in
            let name = isBare(selector.name) ? selector.name : Value.string(selector.name).jsonText
            if case .string(let text) = selector.value, isPlain(text) { return "\(name)=\(text)" }
            return "\(name)=\(selector.value.jsonText)"
        }.joined(separator: ",")
    }

    /// A key that needs no brackets: letters, digits and `_`, all ASCII.
    static func isBare(_ key: String) -> Bool {
        !key.isEmpty && key.utf8.allSatisfy(isBareByte)
    }

    static func isBareByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Text that needs no quotes in brackets, because it reads as nothing else there.
    static func isPlain(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.allSatisfy(isPlainByte) else { return false }
        guard let value = try? Value(json: text) else { return true }
        return value.string != nil
    }

    static func isPlainByte(_ byte: UInt8) -> Bool { isBareByte(byte) || ".-/:+@".utf8.contains(byte) }
}
