/// The name of an environment variable.
struct EnvironmentName: SpecScalar {
    static let notation = ScalarNotation(
        noun: "the name of an environment variable",
        about: "Letters, digits and underscores, with no digit at the start.",
        pattern: "^[A-Za-z_][A-Za-z0-9_]*$", examples: ["TENANT_RESOLUTION_MODE"])

    init(parsing text: String) throws(Misfit) {
        guard let first = text.utf8.first else { throw Misfit("it is empty") }
        guard !first.isDigit, text.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") })
        else {
            throw Misfit("only letters, digits and underscores are allowed, and no digit at the start")
        }
    }
}
