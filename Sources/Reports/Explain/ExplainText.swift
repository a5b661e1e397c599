package import Core
package import Diagnostics
import Values

/// Where the values of an object or of a tenant come from, as people read it.
package struct ExplainText {
    private let sources: SourceMap
    private let style: TextStyle

    package init(sources: SourceMap, style: TextStyle) {
        self.sources = sources
        self.style = style
    }

    /// - Parameters:
    ///   - title: what is explained.
    ///   - showsAll: also what no spec asks for by itself.
    package func values(_ values: [ExplainedValue], of title: String, showsAll: Bool = true) -> String {
        let shown = showsAll ? values : values.filter(\.isAskedFor)
        let rows = shown.map(row)
        let width = Self.width(rows.map(\.text), atMost: 72)
        let specs = Self.width(rows.map(\.spec), atMost: 32)
        var lines = [style.paint(VisibleText.escape(title), .bold)]
        var group = FieldPath()
        for row in rows {
            if row.group != group, !row.group.isEmpty {
                lines.append("  \(VisibleText.escape("\(row.group)"))")
            }
            group = row.group
            let place = style.paint(sources.line(of: row.value.source.origin), .dim)
            let others = row.value.insteadOf.map(other).joined(separator: "; ")
            lines.append(
                "  \(row.text.padded(to: width))   \(row.spec.padded(to: specs))   \(place)"
                    + (others.isEmpty ? "" : "   (\(others))"))
        }
        let hidden = values.count - shown.count
        if hidden > 0 {
            lines.append(
                style.paint("  \(hidden) more follow from its kind and its owner; --all shows them", .dim))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Row {
        /// What the path begins with and many others too; empty where it is short.
        let group: FieldPath
        let text: String
        let spec: String
        let value: ExplainedValue
    }

    private func row(_ value: ExplainedValue) -> Row {
        let path = value.path.elements
        let item = path.dropLast().lastIndex { if case .item = $0 { true } else { false } }
        let length = item.map { $0 + 1 } ?? (path.count > 3 ? 3 : 0)
        var name = "\(FieldPath(Array(path.dropFirst(length))))"
        if case .key(let key)? = path.first, path.count == 1 { name = key }
        let text = "\(length > 0 ? "  " : "")\(name) = \(value.value.jsonText)"
        return Row(
            group: FieldPath(Array(path.prefix(length))), text: VisibleText.escape(text, limit: 160),
            spec: VisibleText.escape(value.source.spec), value: value)
    }

    private func other(_ overridden: ExplainedValue.Overridden) -> String {
        let value = VisibleText.escape(overridden.value.jsonText, limit: 60)
        return "\(VisibleText.escape(overridden.source.spec)) says \(value), "
            + sources.line(of: overridden.source.origin)
    }

    /// What has to be there first, and what waits for it.
    package func needs(_ needs: [ObjectID], neededBy: [ObjectID], of id: ObjectID) -> String {
        "  needs       \(Self.list(needs, in: id.namespace))\n  needed by   \(Self.list(neededBy, in: id.namespace))\n"
    }

    /// What of an object is neither compared nor applied, by which rule and why. Empty where all of it is.
    package func ignored(of object: DesiredObject) -> String {
        let rows = object.ignored.map { path, rule in
            (VisibleText.escape("\(path)"), sources.line(of: rule.origin), rule.reason)
        }
        if rows.isEmpty { return "" }
        let width = Self.width(rows.map(\.0), atMost: 72)
        let lines = rows.map { path, place, reason in
            "    \(path.padded(to: width))   \(style.paint(place, .dim))"
                + (reason.map { "   \(VisibleText.escape($0))" } ?? "") + "\n"
        }
        return "  ignored once the object is there, so that others may change it:\n" + lines.joined()
    }

    /// Objects by region and by kind, in the order of `kinds`.
    package func objects(_ objects: [ObjectID], kinds: [Kind]) -> String {
        let regions = Dictionary(grouping: objects, by: \.scope.region).sorted { $0.key < $1.key }
        return regions.map { objectLines($1, in: $0, kinds).joined(separator: "\n") + "\n" }
            .joined(separator: "\n")
    }

    private func objectLines(_ objects: [ObjectID], in region: String, _ kinds: [Kind]) -> [String] {
        let namespaces = Set(objects.map(\.namespace).filter { !$0.isEmpty })
        // Where there is but one, to say it once is enough.
        let common = namespaces.count == 1 ? namespaces.first : nil
        let count = objects.count == 1 ? "1 object" : "\(objects.count) objects"
        let title = "\(count) in \(region)" + (common.map { ", namespace \($0)" } ?? "")
        let width = Self.width(objects.map(\.kind), atMost: 40)
        let byKind = Dictionary(grouping: objects, by: \.kind)
        let lines = kinds.compactMap { kind in
            byKind[kind.name].map { ids in
                "  \(kind.name.padded(to: width))   \(Self.names(ids, in: common ?? ""))"
            }
        }
        return [style.paint(VisibleText.escape(title), .bold)] + lines
    }

    /// `ConfigMap settings; Role a, b`: without the namespace that is meant anyway.
    private static func list(_ ids: [ObjectID], in namespace: String) -> String {
        if ids.isEmpty { return "nothing" }
        let kinds = Dictionary(grouping: ids, by: \.kind).sorted { $0.key < $1.key }
        let parts = kinds.map { kind, ids in
            "\(kind) \(names(ids, in: namespace))"
        }
        return parts.joined(separator: "; ")
    }

    private static func names(_ ids: [ObjectID], in namespace: String) -> String {
        let names = ids.sorted().map {
            $0.namespace.isEmpty || $0.namespace == namespace ? $0.name : "\($0.namespace)/\($0.name)"
        }
        return VisibleText.escape(names.joined(separator: ", "), limit: 4_000)
    }

    private static func width(_ texts: [String], atMost limit: Int) -> Int {
        texts.map { VisibleText.width(of: $0) }.filter { $0 <= limit }.max() ?? 0
    }
}
