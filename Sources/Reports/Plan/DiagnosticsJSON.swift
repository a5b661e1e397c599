package import Diagnostics
package import Values

/// Diagnostics for programs, in the form of the findings of a plan; see docs/plan-json.md.
package struct DiagnosticsJSON {
    package static let apiVersion = "cadastre.dev/diagnostics/v1"

    private let diagnostics: [Diagnostic]
    private let sources: SourceMap

    package init(_ diagnostics: [Diagnostic], sources: SourceMap) {
        self.diagnostics = diagnostics
        self.sources = sources
    }

    package func value() -> Value {
        let list = diagnostics.map { Value.object(Self.fields($0, sources)) }
        return ["apiVersion": .string(Self.apiVersion), "diagnostics": .array(list)]
    }

    static func fields(_ diagnostic: Diagnostic, _ sources: SourceMap) -> Fields {
        var result: Fields = [
            "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code),
            "summary": .string(diagnostic.summary), "notes": .array(diagnostic.notes.map(Value.string)),
        ]
        if !diagnostic.label.isEmpty { result["label"] = .string(diagnostic.label) }
        if let help = diagnostic.help { result["help"] = .string(help) }
        if let origin = diagnostic.origin { result["origin"] = sources.value(of: origin) }
        if !diagnostic.related.isEmpty {
            result["related"] = .array(
                diagnostic.related.map { ["text": .string($0.text), "origin": sources.value(of: $0.origin)] })
        }
        return result
    }
}

extension SourceMap {
    func value(of origin: Origin) -> Value {
        [
            "file": .string(self[origin.file]?.path ?? ""), "line": .int(Int64(origin.line)),
            "column": .int(Int64(origin.column)),
        ]
    }
}
