import Diagnostics
import Testing

@Suite("Suggestions")
struct SuggestionTests {
    @Test(
        "A slip of the finger finds the name",
        arguments: [
            ("entreprise", "enterprise"), ("Premium", "premium"), ("bsaic", "basic"), ("premum", "premium"),
            ("enterprises", "enterprise"), ("BASIC", "basic"), ("EU", "eu"),
        ])
    func near(text: String, name: String) {
        #expect(Suggestion.closest(to: text, among: ["premium", "enterprise", "basic", "eu"]) == name)
    }

    @Test(
        "Nothing near is nothing",
        arguments: ["", "gold", "us", "b", "enter", String(repeating: "x", count: 10_000)])
    func far(text: String) {
        let names = ["premium", "enterprise", "basic", "eu", String(repeating: "x", count: 10_001)]
        #expect(Suggestion.closest(to: text, among: names) == nil)
    }

    @Test("Of equally near names the first in the alphabet is taken, whatever their order")
    func ties() {
        #expect(Suggestion.closest(to: "node", among: ["nodi", "noda", "nods"]) == "noda")
        #expect(Suggestion.closest(to: "node", among: ["noda", "nods", "nodi"]) == "noda")
        #expect(Suggestion.closest(to: "node", among: ["noda", "NODE"]) == "NODE")
    }
}
