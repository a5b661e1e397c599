import Foundation
import Testing

/// Whether docs/diagnostics.md and the code say the same.
@Suite struct DiagnosticPageTests {
    /// What codes begin with. They are listed, because a file's name looks like a code too.
    private static let families: Set<Substring> = [
        "yaml", "spec", "plan", "observation", "object", "ownership", "safety", "residency", "apply",
        "render", "kubernetes", "aws", "sandbox", "saved-plan", "explain", "report", "new",
    ]

    private static func isCode(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && families.contains(parts[0]) && !parts[1].isEmpty
            && parts[1].allSatisfy { ("a"..."z").contains($0) || $0 == "-" }
    }

    /// What the code gives: literals that are a code and nothing more.
    private func given() throws -> Set<String> {
        var codes: Set<String> = []
        for file in try files(in: "Sources", ending: ".swift") {
            let text = try read(file)
            let literals = text.split(separator: "\"").filter(Self.isCode).map(String.init)
            // Elsewhere such a text is the path of a manifest's field.
            codes.formUnion(literals.filter { !$0.hasPrefix("spec.") || file.hasPrefix("Sources/Specs/") })
            // The ends of the codes that each API's messages about a request without an answer have.
            if file == "Sources/HTTP/Message/HTTPError+Words.swift" {
                let ends = text.matches(of: /case [^:]+: "([a-z-]+)"/).map(\.1)
                codes.formUnion(ends.flatMap { ["aws.\($0)", "kubernetes.\($0)"] })
            }
            // Codes are put together here: `problem("busy", …)` is `kubernetes.busy`.
            let homes = ["Sources/Kubernetes/Errors/": "kubernetes", "Sources/AWSClient/Errors/": "aws"]
            guard let family = homes.first(where: { file.hasPrefix($0.key) })?.value else { continue }
            let parts = text.matches(of: /(?:problem\(|code:)\s*"([a-z-]+)"/).map { "\(family).\($0.1)" }
            codes.formUnion(parts)
        }
        return codes
    }

    @Test func `Every code is explained once, and nothing else is`() throws {
        let headings = try read("docs/diagnostics.md").split(separator: "\n").filter { $0.hasPrefix("### ") }
            .map { String($0.dropFirst(4)) }
        let given = try given()
        #expect(headings.count > 90)
        #expect(Set(headings).count == headings.count)
        #expect(given.subtracting(headings).sorted() == [], "given and not explained")
        #expect(Set(headings).subtracting(given).sorted() == [], "explained and never given")
    }

    @Test func `Every explanation has an example and says what to do`() throws {
        for section in try read("docs/diagnostics.md").components(separatedBy: "\n### ").dropFirst() {
            let name = section.prefix { $0 != "\n" }
            #expect(section.contains("\n- Example: "), "\(name)")
            #expect(section.contains("\n- To fix it: "), "\(name)")
        }
    }

    @Test func `Every code is shown in a golden file with its whole text`() throws {
        var shown: Set<String> = []
        for file in try files(in: "Tests", ending: ".txt") {
            for piece in try read(file).split(separator: "[") {
                let code = piece.prefix { $0 != "]" }
                if Self.isCode(code) { shown.insert(String(code)) }
            }
        }
        let hidden = try given().subtracting(shown).sorted()
        // For whoever reads a node's scalar without looking at its kind first; the specs' forms look.
        #expect(hidden == ["yaml.not-scalar"])
    }
}
