import Diagnostics

extension Diagnostic {
    /// The longest name of a namespace, of a database and of a database server.
    static let longestName = 63

    /// Of a name that two things would have.
    static func collision(_ kind: String, _ name: String, at origin: Origin, _ why: String) -> Diagnostic {
        Diagnostic(
            .nameCollision, "two things would be \(kind) \(name)", at: origin,
            label: "this leads to a name that is taken",
            notes: [why], help: "rename one of them")
    }

    static func tooLong(_ kind: String, _ name: String, at origin: Origin, _ cause: String) -> Diagnostic {
        let excess = name.utf8.count - longestName
        return Diagnostic(
            .nameTooLong, "the name of a \(kind) gets too long", at: origin,
            label: "\(excess) character\(excess == 1 ? "" : "s") too many",
            notes: ["it would be \(name), and \(longestName) characters are allowed"],
            help: "shorten \(cause)")
    }
}
