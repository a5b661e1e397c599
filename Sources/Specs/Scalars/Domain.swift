/// A full domain name in lower case: `parken.nordwind.example`. International ones are written in Punycode.
package struct Domain: Hashable, Sendable {
    package let text: String
}

extension Domain: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a domain name",
        about:
            "Two labels or more with dots between them; case does not matter; international ones in Punycode.",
        pattern:
            "^([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$",
        examples: ["parken.nordwind.example", "xn--mnchen-3ya.example"])

    init(parsing text: String) throws(Misfit) {
        // Two of these are in every tenant: the common case is one pass over the bytes.
        guard text.utf8Span.isWellFormedDomain else { throw Self.misfit(of: text) }
        self.text = text.utf8.contains(where: \.isUppercase) ? text.lowercased() : text
    }

    /// Why a text is no domain name.
    private static func misfit(of text: String) -> Misfit {
        if text.isEmpty { return Misfit("it is empty") }
        if text.contains("://") { return Misfit("it is a URL: leave out the scheme and the path") }
        if !text.utf8.allSatisfy({ $0 < 0x80 }) {
            return Misfit("international names are written in Punycode: xn--…")
        }
        if text.utf8.count > 253 { return Misfit("it has more than 253 characters") }
        if text.hasSuffix(".") { return Misfit("it ends with a dot", suggestion: String(text.dropLast())) }
        let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        if labels.count < 2 { return Misfit("it has no dot") }
        for label in labels where !label.isEmpty {
            do throws(Misfit) {
                _ = try DNSLabel(parsing: String(label))
            } catch {
                return Misfit("of \"\(label)\", \(error.reason)")
            }
        }
        return Misfit(
            labels.contains("") ? "a part between two dots is empty" : "it is an address, not a name")
    }
}

extension UTF8Span {
    /// Two labels or more with dots between them, the last one no number.
    fileprivate var isWellFormedDomain: Bool {
        guard count <= 253 else { return false }
        var labels = 1
        var length = 0
        var isNumber = true
        var previous = UInt8(ascii: ".")
        for index in span.indices {
            let byte = span[index]
            switch byte {
            case UInt8(ascii: "."):
                guard length > 0, previous != UInt8(ascii: "-") else { return false }
                labels += 1
                length = 0
                isNumber = true
            case UInt8(ascii: "-"):
                guard length > 0 else { return false }
                length += 1
                isNumber = false
            default:
                guard byte.isLetter || byte.isDigit else { return false }
                length += 1
                isNumber = isNumber && byte.isDigit
            }
            guard length <= DNSLabel.longest else { return false }
            previous = byte
        }
        return labels > 1 && length > 0 && previous != UInt8(ascii: "-") && !isNumber
    }
}
