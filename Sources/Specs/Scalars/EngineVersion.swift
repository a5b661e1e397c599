/// A version of PostgreSQL, as exactly as somebody cares: `16` is every 16, `16.4` that one.
package struct EngineVersion: Hashable, Sendable {
    package let text: String
    package let major: Int
}

extension EngineVersion: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a PostgreSQL version",
        about: "A major version, which takes every minor one, or one with its minor version.",
        pattern: "^[0-9]+(\\.[0-9]+)?$", examples: ["16", "16.4"])

    init(parsing text: String) throws(Misfit) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let major = parts.first?.digitsOnly,
            parts.allSatisfy({ $0.digitsOnly != nil })
        else { throw Misfit("versions are written 16 or 16.4") }
        guard (11...99).contains(major) else { throw Misfit("RDS has PostgreSQL 11 and later") }
        self.text = text
        self.major = Int(major)
    }
}
