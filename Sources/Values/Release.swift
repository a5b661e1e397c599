/// A version in numbers with points between them, as far as it is stated: `15`, `15.18`.
///
/// What is not such a version has no numbers, and only equals what is written the same.
package struct Release: Hashable, Sendable {
    private let numbers: [Int]
    private let text: String

    package init(_ text: String) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        self.numbers = numbers.contains(nil) ? [] : numbers.compactMap(\.self)
        self.text = text
    }

    /// Whether it is one of those that the other, less exact one takes in.
    package func isOf(_ other: Release) -> Bool {
        text == other.text || !other.numbers.isEmpty && numbers.starts(with: other.numbers)
    }

    /// Whether it is older than every one that the other takes in. Of what has no numbers nothing is known.
    package func isOlder(than other: Release) -> Bool {
        !numbers.isEmpty && !other.numbers.isEmpty && !isOf(other) && !other.isOf(self)
            && numbers.lexicographicallyPrecedes(other.numbers)
    }
}
