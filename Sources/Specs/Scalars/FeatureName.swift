/// The name of something that the application can be told to do or not.
struct FeatureName: SpecScalar {
    static let notation = ScalarNotation(
        noun: "the name of a feature", about: "Letters and digits, starting with a lower-case letter.",
        pattern: "^[a-z][A-Za-z0-9]{0,62}$", examples: ["customBranding"])

    init(parsing text: String) throws(Misfit) {
        guard let first = text.utf8.first, first.isLowercase, text.utf8.count <= 63,
            text.utf8.allSatisfy({ $0.isLetter || $0.isDigit })
        else { throw Misfit("at most 63 letters and digits are allowed, the first one a lower-case letter") }
    }
}
