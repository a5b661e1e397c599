/// A TCP port.
package struct Port: Hashable, Sendable {
    /// From 1 to 65535.
    package let number: Int
}

extension Port: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a port", about: "A whole number from 1 to 65535.", pattern: "^[1-9][0-9]{0,4}$",
        examples: ["8080"], allowsNumbers: true)

    init(parsing text: String) throws(Misfit) {
        guard let number = text.digitsOnly, (1...65_535).contains(number) else {
            throw Misfit("ports are whole numbers from 1 to 65535")
        }
        self.number = number
    }
}
