import Foundation
import Testing

/// Whether what the documents point at is there.
@Suite struct LinkTests {
    @Test(arguments: try documents())
    func `Every link to a file of this repository leads to one`(document: String) throws {
        let folder = (document as NSString).deletingLastPathComponent
        for match in try read(document).matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
            let link = String(match.1)
            if link.contains("://") || link.hasPrefix("mailto:") { continue }
            #expect(exists((folder as NSString).appendingPathComponent(link)), "\(link)")
        }
    }

    @Test func `Every file that the architecture names is there`() throws {
        let named = try read("docs/architecture.md").split(separator: "\n").filter { $0.hasPrefix("|") }
            .flatMap { $0.matches(of: /`((?:Sources|Tests)\/[^`]+)`/) }.map { String($0.1) }
        #expect(named.count > 10)
        for path in named { #expect(exists(path), "\(path)") }
    }

    @Test func `Every module of the architecture is there, and every module is in it`() throws {
        let table = try read("docs/architecture.md").components(separatedBy: "## The modules")[1]
            .components(separatedBy: "\n## ")[0]
        let named = table.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .flatMap { $0.split(separator: "|")[0].matches(of: /`([A-Za-z]+)`/) }.map { String($0.1) }
        let modules = try FileManager.default.contentsOfDirectory(atPath: path("Sources"))
        #expect(Set(named) == Set(modules.filter { !$0.hasPrefix(".") }))
    }
}

private func documents() throws -> [String] {
    let top = try FileManager.default.contentsOfDirectory(atPath: path("")).filter { $0.hasSuffix(".md") }
    return top.sorted() + (try files(in: "docs", ending: ".md"))
        + (try files(in: "Benchmarks", ending: ".md"))
}
