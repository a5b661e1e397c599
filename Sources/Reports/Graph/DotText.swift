import Core

extension ObjectGraph {
    /// For Graphviz: `dot -Tsvg`.
    package var dot: String {
        var lines = [
            "digraph \(Self.dotText(title)) {", "  rankdir=LR;",
            "  node [shape=box, fontname=\"sans-serif\"];",
        ]
        var clusters = 0
        func open(_ label: String, indent: String) {
            lines.append("\(indent)subgraph cluster_\(clusters) {")
            lines.append("\(indent)  label=\(Self.dotText(label));")
            clusters += 1
        }
        for region in regions {
            open(region.name, indent: "  ")
            for (namespace, nodes) in region.namespaces {
                let indent = namespace.isEmpty ? "    " : "      "
                if !namespace.isEmpty { open(namespace, indent: "    ") }
                for node in nodes {
                    // A line break in a label is written so.
                    let label = [node.id.kind, node.id.name].map(Self.dotEscaped).joined(separator: "\\n")
                    lines.append("\(indent)\(node.key) [label=\"\(label)\"];")
                }
                if !namespace.isEmpty { lines.append("    }") }
            }
            lines.append("  }")
        }
        lines += edges.map { "  \($0.from) -> \($0.to);" }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    private static func dotText(_ text: String) -> String { "\"\(dotEscaped(text))\"" }

    private static func dotEscaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\"", "\\": escaped += "\\\(character)"
            case "\n", "\r\n", "\r": escaped += " "
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
