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
        guard !text.isEmpty else { throw Misfit("it is empty") }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw Misfit("international names are written in Punycode: xn--…")
        }
        guard !text.contains("://") else { throw Misfit("it is a URL: leave out the scheme and the path") }
        let name = text.lowercased()
        guard name.utf8.count <= 253 else { throw Misfit("it has more than 253 characters") }
        guard !name.hasSuffix(".") else {
            throw Misfit("it ends with a dot", suggestion: String(text.dropLast()))
        }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1 else { throw Misfit("it has no dot") }
        for label in labels {
            do throws(Misfit) {
                _ = try DNSLabel(parsing: String(label))
            } catch {
                throw Misfit(
                    label.isEmpty ? "a part between two dots is empty" : "of \"\(label)\", \(error.reason)")
            }
        }
        guard labels.last?.digitsOnly == nil else { throw Misfit("it is an address, not a name") }
        self.text = name
    }
}
