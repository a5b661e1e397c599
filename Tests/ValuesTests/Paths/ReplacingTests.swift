import Testing
import Values

@Suite("A value with another one at a path")
struct ReplacingTests {
    private static let pod: Value = [
        "spec": [
            "containers": [["name": "app", "image": "a"], ["name": "side"]], "finalizers": ["x", "y"],
        ]
    ]

    private static let cases: [(String, Value?, Value)] = [
        ("spec.replicas", 5, ["spec": ["replicas": 5]]),
        ("a.b.c", 1, ["a": ["b": ["c": 1]]]),
        ("a.b.c", nil, [:]),
        ("list[1]", "b", ["list": ["b"]]),
        ("list[name=x].port", 80, ["list": [["name": "x", "port": 80]]]),
        ("list[=\"x\"]", "x", ["list": ["x"]]),
    ]

    @Test("What is missing on the way is made, and nothing for what is to go", arguments: cases)
    func making(_ path: String, _ value: Value?, _ result: Value) throws {
        let whole = path == "spec.replicas" ? Value.null : [:]
        #expect(whole.replacing(try FieldPath(parsing: path), with: value) == result)
    }

    @Test(
        "What is there is found, and all else stays",
        arguments: [
            "spec.containers[name=app].image", "spec.containers[name=side]", "spec.containers[0]",
            "spec.finalizers[=\"x\"]", "spec.finalizers[1]", "spec",
        ])
    func replacing(_ text: String) throws {
        let path = try FieldPath(parsing: text)
        let old = try #require(Self.pod[at: path])
        #expect(Self.pod.replacing(path, with: old) == Self.pod)
        let gone = Self.pod.replacing(path, with: nil)
        #expect(gone != Self.pod)
        if text != "spec.containers[0]" && text != "spec.finalizers[1]" { #expect(gone[at: path] == nil) }
    }
}
