import Values

/// Random JSON texts in odd but valid spellings, and damaged ones.
struct RandomJSON {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func text() -> [UInt8] { Array((space() + value(depth: 0) + space()).utf8) }

    /// One to three bytes replaced, removed, doubled or inserted.
    mutating func damaged(_ text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !text.isEmpty {
            let place = text.indices.randomElement(using: &generator)!
            let signs = Array(#"{}[],:"\ue-+.0123456789tfn /b"#.utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]
            let sign = signs.randomElement(using: &generator)!
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: text[place] = sign
            case 1: text.remove(at: place)
            case 2: text.insert(text[place], at: place)
            default: text.insert(sign, at: place)
            }
        }
        return text
    }

    private mutating func value(depth: Int) -> String {
        switch Int.random(in: 0..<(depth < 4 ? 9 : 6), using: &generator) {
        case 0: pick(["null", "true", "false"])
        case 1, 2: number()
        case 3, 4, 5: string()
        case 6: "[\(list { $0.value(depth: depth + 1) })]"
        default: "{\(list { $0.string() + $0.space() + ":" + $0.space() + $0.value(depth: depth + 1) })}"
        }
    }

    private mutating func list(_ element: (inout RandomJSON) -> String) -> String {
        var elements: [String] = []
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
            elements.append(space() + element(&self) + space())
        }
        return elements.isEmpty ? space() : elements.joined(separator: ",")
    }

    private mutating func number() -> String {
        let digits = String(
            UInt64.random(in: 0...(.max), using: &generator) >> UInt64.random(in: 0..<64, using: &generator))
        return pick(["", "-"]) + digits + pick(["", "", ".0", ".5", ".000123", ".\(digits)"])
            + pick(["", "", "", "e3", "E+20", "e-7", "e-300", "e290"])
    }

    private mutating func string() -> String {
        let parts = [
            "a", "key", "name", "limits.cpu", "é", "e\u{301}", "日本", "🅿️", "\u{7F}", "\u{2028}",
            "a long run of plain text",
            #"\""#, #"\\"#, #"\/"#, #"\b\f\n\r\t"#, #"\u0000"#, #"\u00e9"#, #"\uD83c\udd7F"#, #"\ud800"#,
            #"\uDC00"#,
            #"\ud800x"#, #"\udc00\ud800"#, #"\ud800\ud83c\udd7f"#,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...4, using: &generator) { text += pick(parts) }
        return "\"\(text)\""
    }

    private mutating func space() -> String { pick(["", "", "", " ", "\n", "\t\r\n  "]) }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &generator)! }
}
