import Core
import Reports
import TestSupport
import Testing
import Values

@Suite("A graph of objects")
struct GraphTests {
    private func object(_ id: ObjectID, needs: [ObjectID] = [], owner: Owner = .tenant("nordwind"))
        -> DesiredObject
    {
        DesiredObject(
            id: id, kind: Kind(id.kind), owner: owner, body: [:], fingerprint: "", origins: [], needs: needs)
    }

    private func blueprint(_ objects: [DesiredObject]) -> Blueprint {
        Blueprint(
            fleet: "park\"ing", kinds: [], places: [:], tenants: [:], objects: objects,
            safety: Safety(deletionBudget: .count(1)), specCount: 1)
    }

    private var sample: [DesiredObject] {
        let namespace = Sample.id("Namespace", "parking-tenant-nordwind", "")
        let settings = Sample.id("ConfigMap", "settings")
        let odd = Sample.id("Role", "a\"b\\<c>#;\n", in: Sample.east)
        return [
            object(namespace), object(settings, needs: [namespace]),
            object(Sample.id("Deployment", "web"), needs: [settings, namespace, settings]),
            object(Sample.id("PriorityClass", "high", "")),
            object(odd, needs: [settings], owner: .tenant("b")),
        ]
    }

    @Test("It groups by region and namespace, in one order, and escapes what means something")
    func drawings() {
        for objects in [sample, sample.reversed()] {
            let graph = ObjectGraph(blueprint(objects))
            expectGolden(graph.dot, at: "Golden/graph.dot")
            expectGolden(graph.mermaid, at: "Golden/graph.mmd")
        }
    }

    @Test("What is not selected is not drawn, nor an arrow to it")
    func selection() {
        let graph = ObjectGraph(blueprint(sample), selection: Selection(kinds: ["Deployment"]))
        #expect(graph.dot.contains("web"))
        #expect(!graph.dot.contains("->"))
        #expect(!graph.mermaid.contains("-->"))
    }

    @Test("Every line is of the language, braces close, and every arrow joins two nodes that are there")
    func syntax() async throws {
        let graph = ObjectGraph(try await SampleWorld().blueprint)
        let text = #""(?:[^"\\]|\\.)*""#
        let dot = try Regex(
            #"^(?:digraph \#(text) \{|\s*(?:rankdir=LR;|node \[.*\];|subgraph cluster_\d+ \{|label=\#(text);|n\d+ \[label=\#(text)\];|n\d+ -> n\d+;|\}))$"#
        )
        let mermaid = try Regex(
            #"^(?:flowchart LR|\s*(?:subgraph s\d+\["[^"]*"\]|n\d+\["[^"]*"\]|n\d+ --> n\d+|end))$"#)
        for (drawing, line) in [(graph.dot, dot), (graph.mermaid, mermaid)] {
            for text in drawing.split(separator: "\n") {
                #expect(text.wholeMatch(of: line) != nil, "\(text)")
            }
            let nodes = Set(drawing.matches(of: /(?m)^\s+(n\d+) ?\[/).map(\.1))
            let ends = drawing.matches(of: /(n\d+) --?> (n\d+)/).flatMap { [$0.1, $0.2] }
            #expect(!ends.isEmpty && nodes.isSuperset(of: ends))
        }
        #expect(graph.dot.count { $0 == "{" } == graph.dot.count { $0 == "}" })
        let blocks = graph.mermaid.split(separator: "\n").map { $0.trimmingPrefix(/\s+/) }
        #expect(blocks.count { $0.hasPrefix("subgraph") } == blocks.count { $0 == "end" })
    }
}
