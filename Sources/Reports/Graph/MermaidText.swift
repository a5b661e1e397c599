import Core

extension ObjectGraph {
    /// For pages that draw Mermaid, such as those of code hosts.
    package var mermaid: String {
        var lines = ["flowchart LR"]
        var boxes = 0
        func open(_ label: String, indent: String) {
            lines.append("\(indent)subgraph s\(boxes)[\"\(Self.mermaidEscaped(label))\"]")
            boxes += 1
        }
        for region in regions {
            open(region.name, indent: "  ")
            for (namespace, nodes) in region.namespaces {
                let indent = namespace.isEmpty ? "    " : "      "
                if !namespace.isEmpty { open(namespace, indent: "    ") }
                for node in nodes {
                    let label = [node.id.kind, node.id.name].map(Self.mermaidEscaped).joined(
                        separator: "<br>")
                    lines.append("\(indent)\(node.key)[\"\(label)\"]")
                }
                if !namespace.isEmpty { lines.append("    end") }
            }
            lines.append("  end")
        }
        lines += edges.map { "  \($0.from) --> \($0.to)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// By the numbers of the characters: `#34;` is a quote.
    private static func mermaidEscaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            "\"#<>&;`\n\r".unicodeScalars.contains(scalar) ? "#\(scalar.value);" : String(Character(scalar))
        }.joined()
    }
}
