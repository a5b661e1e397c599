/// What a plain scalar means in YAML 1.2's core schema, and where other readers would see something else.
enum CoreSchema {
    enum Meaning: Hashable, Sendable {
        case scalar(YAMLScalar)
        /// Digits like `0644`: 644 by YAML 1.2, 420 by YAML 1.1, and nobody can know which one was meant.
        case leadingZero
        /// An integer beyond 64 bits, or a number beyond the largest double.
        case outOfRange
    }

    static func meaning(of text: ArraySlice<UInt8>) -> Meaning {
        guard let first = text.first else { return .scalar(.null) }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text) ?? .scalar(.string(String(decoding: text, as: UTF8.self)))
        default:
            let text = String(decoding: text, as: UTF8.self)
            return .scalar(mayBeWord(first, text.utf8.count) ? word(text) : .string(text))
        }
    }

    private static func word(_ word: String) -> YAMLScalar {
        switch word {
        case "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE": .bool(true)
        case "false", "False", "FALSE": .bool(false)
        default: .string(word)
        }
    }

    /// Whether a text could be one of the schema's words, by what costs nothing to know.
    private static func mayBeWord(_ first: UInt8, _ count: Int) -> Bool {
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "f"), UInt8(ascii: "F"):
            count <= 5
        default: false
        }
    }

    /// What YAML 1.1 would have read as a boolean although it is a string now.
    static func oldBoolean(_ word: String) -> Bool? {
        switch word {
        case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON": true
        case "n", "N", "no", "No", "NO", "off", "Off", "OFF": false
        default: nil
        }
    }

    /// Nil when it is no number.
    private static func number(_ text: ArraySlice<UInt8>) -> Meaning? {
        if text.starts(with: "0x".utf8) { return integer(text.dropFirst(2), radix: 16) }
        if text.starts(with: "0o".utf8) { return integer(text.dropFirst(2), radix: 8) }
        let isNegative = text.first == UInt8(ascii: "-")
        let isSigned = isNegative || text.first == UInt8(ascii: "+")
        let body = isSigned ? text.dropFirst() : text
        let digits = body.prefix(while: isDigit)
        if !digits.isEmpty, digits.count == body.count {
            if digits.count > 1, digits.first == UInt8(ascii: "0") { return .leadingZero }
            return integer(digits, radix: 10, isNegative: isNegative)
        }
        switch String(decoding: body, as: UTF8.self) {
        case ".inf", ".Inf", ".INF": return .scalar(.float(isNegative ? -.infinity : .infinity))
        case ".nan", ".NaN", ".NAN": return isSigned ? nil : .scalar(.float(.nan))
        default: break
        }
        guard isFloat(body), let value = Double(String(decoding: text, as: UTF8.self)) else { return nil }
        return value.isFinite ? .scalar(.float(value)) : .outOfRange
    }

    private static func integer(_ digits: ArraySlice<UInt8>, radix: Int64, isNegative: Bool = false)
        -> Meaning?
    {
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        var isOutOfRange = false
        for byte in digits {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return nil }
            let (shifted, overflow) = value.multipliedReportingOverflow(by: radix)
            let (next, carry) =
                isNegative
                ? shifted.subtractingReportingOverflow(Int64(digit))
                : shifted.addingReportingOverflow(Int64(digit))
            isOutOfRange = isOutOfRange || overflow || carry
            value = next
        }
        return isOutOfRange ? .outOfRange : .scalar(.int(value))
    }

    /// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, its sign already taken off.
    private static func isFloat(_ body: ArraySlice<UInt8>) -> Bool {
        let whole = body.prefix(while: isDigit)
        var rest = body.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !whole.isEmpty || !fraction.isEmpty else { return false }
            rest = rest.dropFirst(1 + fraction.count)
        } else if whole.isEmpty {
            return false
        }
        guard let exponent = rest.first else { return true }
        guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
