/// What differs between two texts, line by line, in the form that `diff -u` made known.
package struct UnifiedDiff {
    package struct Hunk: Hashable {
        /// `@@ -12,7 +12,7 @@`
        package let header: String
        /// Each with its sign.
        package let lines: [String]
    }

    package private(set) var hunks: [Hunk] = []

    /// What stands around a difference, for a reader to know where it is.
    private static let context = 3

    private struct Line {
        let sign: Character
        let text: String
        /// How many lines of each text come before it.
        let before: (old: Int, new: Int)
    }

    package init(from old: [String], to new: [String]) {
        let lines = Self.lines(from: old, to: new)
        let changed = lines.indices.filter { lines[$0].sign != " " }
        var start = changed.startIndex
        while start < changed.endIndex {
            var end = start
            while end + 1 < changed.endIndex, changed[end + 1] - changed[end] <= 2 * Self.context + 1 {
                end += 1
            }
            let first = max(0, changed[start] - Self.context)
            let last = min(lines.count - 1, changed[end] + Self.context)
            hunks.append(Self.hunk(lines[first...last]))
            start = end + 1
        }
    }

    private static func lines(from old: [String], to new: [String]) -> [Line] {
        var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [Line] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            let before = (left, right)
            if removed.contains(left) {
                lines.append(Line(sign: "-", text: old[left], before: before))
                left += 1
            } else if inserted.contains(right) {
                lines.append(Line(sign: "+", text: new[right], before: before))
                right += 1
            } else {
                lines.append(Line(sign: " ", text: new[right], before: before))
                left += 1
                right += 1
            }
        }
        return lines
    }

    private static func hunk(_ lines: ArraySlice<Line>) -> Hunk {
        let before = lines.first?.before ?? (old: 0, new: 0)
        let old = lines.count { $0.sign != "+" }
        let new = lines.count { $0.sign != "-" }
        return Hunk(
            header: "@@ -\(range(before.old, old)) +\(range(before.new, new)) @@",
            lines: lines.map { "\($0.sign)\($0.text)" })
    }

    /// Of no lines, the one after which they would stand.
    private static func range(_ before: Int, _ count: Int) -> String {
        let start = count == 0 ? before : before + 1
        return count == 1 ? "\(start)" : "\(start),\(count)"
    }
}
