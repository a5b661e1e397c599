/// What a person probably meant.
package enum Suggestion {
    /// The candidate nearest to `text`, ignoring case, or nil when none is near.
    ///
    /// Near is a third of the characters inserted, removed, replaced or swapped with their neighbour; in words
    /// of one or two characters only the case may differ. Of equally near candidates the first in the alphabet
    /// is taken, so that the order of `candidates` does not matter.
    package static func closest(to text: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(text.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= longest else { return nil }
        let bound = wanted.count / 3
        var best: (distance: Int, candidate: String)?
        for candidate in candidates where candidate != text {
            guard candidate.utf8.count <= 4 * longest else { continue }
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard abs(letters.count - wanted.count) <= bound else { continue }
            let distance = distance(wanted, letters)
            guard distance <= bound else { continue }
            if let best, (best.distance, best.candidate) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.candidate
    }

    /// Nobody mistypes a longer name, and the comparison takes the product of both lengths.
    private static let longest = 64

    /// Damerau and Levenshtein's distance in its variant that edits no part twice (optimal string alignment).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
