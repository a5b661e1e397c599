import Core
import Diagnostics

/// How wide the columns of one section are: the attribute, its values, and where they were asked for. What is said of
/// an object stands in the last of them too.
struct PlanColumns {
    struct Attribute {
        let path: String
        let values: String
        let difference: Difference
    }

    private let path: Int
    private let values: Int
    private let object: Int

    /// A text that is wider than this moves its own line and not the others.
    private static let widest = 48

    init(_ attributes: [Attribute], objects: [String]) {
        func widest(_ texts: [String], atMost limit: Int) -> Int {
            texts.map { VisibleText.width(of: $0) }.filter { $0 <= limit }.max() ?? 0
        }
        path = widest(attributes.map(\.path), atMost: Self.widest)
        values = widest(attributes.map(\.values), atMost: Self.widest)
        // An object stands two cells further left than its attributes.
        let beforeOrigin = 2 + path + 3 + values
        object = max(attributes.isEmpty ? 0 : beforeOrigin, widest(objects, atMost: 64))
    }

    func padded(object text: String) -> String { text.padded(to: object) }
    func padded(path text: String) -> String { text.padded(to: path) }
    func padded(values text: String) -> String { text.padded(to: values) }
}

extension String {
    /// With spaces at its end, up to `width` cells of a terminal.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - VisibleText.width(of: self)))
    }
}
