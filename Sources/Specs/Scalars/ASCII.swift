/// Which bytes may be where; all that is not ASCII is nowhere allowed.
extension UInt8 {
    var isLowercase: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
    var isUppercase: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetter: Bool { isLowercase || isUppercase }
    var isHexDigit: Bool { isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f")) }
    /// Neither a space nor a control character.
    var isVisible: Bool { self > 0x20 && self < 0x7F }

    func isOne(of text: StaticString) -> Bool {
        text.withUTF8Buffer { unsafe $0.contains(self) }
    }
}

extension StringProtocol {
    /// The number, if the text is nothing but ASCII digits, at least one, and fits.
    var digitsOnly: Int? {
        guard !isEmpty, utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(self)
    }
}
