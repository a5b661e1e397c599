/// A container image with its version: `registry.example.com/parking/app:v2.1.0`.
package struct ImageReference: Hashable, Sendable {
    package let text: String
}

extension ImageReference: SpecScalar {
    static let notation = ScalarNotation(
        noun: "an image reference", about: "A container image with a tag or a digest.",
        pattern: "^[a-zA-Z0-9][-a-zA-Z0-9._:/]*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$",
        examples: ["registry.example.com/parking/app:v2.1.0"])

    init(parsing text: String) throws(Misfit) {
        var name = text[...]
        var isPinned = false
        if let at = name.firstIndex(of: "@") {
            let digest = name[name.index(after: at)...]
            let hash = digest.dropFirst("sha256:".count)
            guard digest.hasPrefix("sha256:"), hash.utf8.count == 64,
                hash.utf8.allSatisfy({ $0.isHexDigit && !$0.isUppercase })
            else { throw Misfit("after the @ there is sha256: and 64 lower-case hexadecimal digits") }
            name = name[..<at]
            isPinned = true
        }
        // A colon before the last slash is of the registry's port.
        let lastPart = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        if let colon = name[lastPart...].firstIndex(of: ":") {
            let tag = name[name.index(after: colon)...].utf8
            guard let first = tag.first, tag.count <= 128, !first.isOne(of: ".-"),
                tag.allSatisfy({ $0.isLetter || $0.isDigit || $0.isOne(of: "_.-") })
            else { throw Misfit("after the last colon there is no tag") }
            name = name[..<colon]
            isPinned = true
        }
        try Self.check(name: name)
        guard isPinned else {
            throw Misfit("it has neither a tag nor a digest", suggestion: "\(text):v1.0.0")
        }
        self.text = text
    }

    private static func check(name: Substring) throws(Misfit) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let hasRegistry =
            parts.count > 1 && (parts[0].contains(where: { ".:".contains($0) }) || parts[0] == "localhost")
        if hasRegistry {
            let host = parts[0].split(separator: ":", omittingEmptySubsequences: false)
            guard let name = host.first?.utf8, !name.isEmpty,
                name.allSatisfy({ $0.isLetter || $0.isDigit || $0.isOne(of: ".-") }),
                host.count == 1 || (host.count == 2 && (1...65_535).contains(host[1].digitsOnly ?? 0))
            else { throw Misfit("\"\(parts[0])\" is no registry") }
        }
        for part in parts.dropFirst(hasRegistry ? 1 : 0) {
            guard let first = part.utf8.first, let last = part.utf8.last,
                first.isLowercase || first.isDigit, last.isLowercase || last.isDigit,
                part.utf8.allSatisfy({ $0.isLowercase || $0.isDigit || $0.isOne(of: "._-") })
            else {
                throw Misfit(
                    part.isEmpty
                        ? "a part of its path is empty"
                        : "\"\(part)\" may have lower-case letters, digits, and . _ - between them")
            }
        }
    }
}
