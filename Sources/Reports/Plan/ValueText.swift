import Core
import Diagnostics
import Values

extension Difference {
    /// `5 → 8`: both values as JSON, cut where they would fill the line. Of two long ones that begin alike, what
    /// differs is shown, and not what does not.
    var valuesText: String {
        let limit = 60
        let texts = [before, after].map { Array(($0?.jsonText ?? "(none)").unicodeScalars) }
        var skipped = 0
        if texts.contains(where: { $0.count > limit }) {
            let alike = zip(texts[0], texts[1]).prefix { $0 == $1 }.count
            skipped = max(0, alike - limit / 4)
        }
        return texts.map { text in
            var shown = String.UnicodeScalarView()
            shown.append(contentsOf: text.dropFirst(skipped).prefix(limit + 1))
            return (skipped > 0 ? "…" : "") + VisibleText.escape(String(shown), limit: limit)
        }.joined(separator: " → ")
    }
}
