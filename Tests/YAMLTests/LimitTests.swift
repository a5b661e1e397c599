import Diagnostics
import Testing
import YAML

@Suite("Limits of a file")
struct LimitTests {
    @Test("A file as large as the limit is read, one byte more is refused")
    func bytes() throws {
        var limits = YAMLLimits()
        limits.maxBytes = 5
        #expect(try parse("a: 12", limits).nodeCount == 3)
        #expect(code(of: "a: 123", limits) == "yaml.too-large")
    }

    @Test("A collection as deep as the limit is read, one deeper is refused", arguments: ["[]", "- ", "{"])
    func depth(_ kind: String) throws {
        let nest: (Int) -> String = { depth in
            switch kind {
            case "[]": String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            case "- ": String(repeating: "- ", count: depth) + "x"
            default: String(repeating: "{a: ", count: depth) + "x" + String(repeating: "}", count: depth)
            }
        }
        #expect(code(of: nest(64)) == nil)
        #expect(code(of: nest(65)) == "yaml.too-deep")
        #expect(code(of: nest(5_000)) == "yaml.too-deep")
    }

    @Test("Depth counts through aliases")
    func depthThroughAliases() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let alias = String(repeating: "[", count: 23) + "*a" + String(repeating: "]", count: 23)
        #expect(code(of: "a: &a \(deep)\nb: \(alias)") == nil)
        #expect(code(of: "a: &a \(deep)\nb: [\(alias)]") == "yaml.too-deep")
    }

    @Test("As many nodes as the limit are read, one more is refused")
    func nodes() {
        var limits = YAMLLimits()
        limits.maxNodes = 4
        #expect(code(of: "[1, 2, 3]", limits) == nil)
        #expect(code(of: "[1, 2, 3, 4]", limits) == "yaml.too-large")
    }

    @Test("A text as long as the limit is read, one byte more is refused")
    func scalar() {
        var limits = YAMLLimits()
        limits.maxScalar = 3
        #expect(code(of: "abc", limits) == nil)
        #expect(code(of: "abcd", limits) == "yaml.too-large")
    }

    @Test("Aliases count all that they repeat, in all documents together")
    func aliases() {
        var limits = YAMLLimits()
        limits.maxAliasExpansion = 6
        #expect(code(of: "[&a [x, y], *a, *a]", limits) == nil)
        #expect(code(of: "[&a [x, y], *a, *a, *a]", limits) == "yaml.alias-expansion")
        #expect(code(of: "[&a [x], &b [*a]]", limits) == nil)
        #expect(code(of: "[&a [x], &b [*a], *b]", limits) == nil)
        #expect(code(of: "[&a [x], &b [*a, *a], *b]", limits) == "yaml.alias-expansion")
        #expect(code(of: "[&a [x, y], *a, *a]\n---\n[&a x, *a]", limits) == "yaml.alias-expansion")
    }

    @Test("A bomb of aliases is refused before it takes memory")
    func bomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...40 {
            let line = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(line)]\n"
        }
        #expect(code(of: text) == "yaml.alias-expansion")
    }

    @Test("A file full of tag directives is refused")
    func directives() {
        let lines = (0..<100).map { "%TAG !t\($0)! tag:example.com,2000:\n" }.joined()
        #expect(code(of: lines + "--- x") == "yaml.too-large")
        #expect(code(of: "%TAG !! tag:yaml.org,2002:\n--- !!str x") == nil)
    }
}
