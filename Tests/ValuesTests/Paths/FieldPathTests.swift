import Testing
import Values

@Suite struct FieldPathTests {
    private static let deployment: Value = [
        "spec": [
            "hard": ["limits.cpu": "4"],
            "containers": [["name": "app", "image": "one"], ["name": "proxy", "image": "two"]],
            "ports": [["port": 53, "protocol": "TCP"], ["port": 53, "protocol": "UDP", "name": "dns"]],
            "finalizers": ["keep", "other"],
        ]
    ]

    @Test(
        "A path finds what it names, and nothing where there is nothing",
        arguments: [
            ("spec.hard[\"limits.cpu\"]", "4"), ("spec.containers[name=proxy].image", "two"),
            ("spec.containers[1].image", "two"), ("spec.ports[port=53,protocol=UDP].name", "dns"),
            ("spec.finalizers[=keep]", "keep"), ("spec.finalizers[=none]", nil), ("spec.containers[2]", nil),
            ("spec.containers[name=none]", nil), ("spec.containers[image=one,name=proxy]", nil),
            ("spec.none.deeper", nil),
            ("spec.containers.image", nil), ("spec[0]", nil), ("spec.ports[port=\"53\"]", nil),
        ] as [(String, Value?)])
    func lookUp(path: String, expected: Value?) throws {
        #expect(Self.deployment[at: try FieldPath(parsing: path)] == expected)
    }

    @Test("The empty path is the value itself")
    func empty() throws {
        #expect(Self.deployment[at: FieldPath()] == Self.deployment)
        #expect(try FieldPath(parsing: "") == FieldPath())
        #expect(FieldPath().description == "")
    }

    @Test("What contains something comes before it, and the order does not depend on how one began")
    func order() {
        let ordered: [FieldPath] = [
            "", "a", "a.Z", "a.b", "a.b[0]", "a.b[2]", "a.b[10]", "a.b[name=a]", "a.b[name=a].x",
            "a.b[name=b]",
            "a.b[port=9]", "a.b[port=53]", "a.b[=null]", "a.b[=20]", "a.b[=100]", "a.b[=2.5]", "a.b[=10.5]",
            "a.b[=x]",
            "a.b[=y]", "b",
        ]
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20 { #expect(ordered.shuffled(using: &generator).sorted() == ordered) }
    }

    @Test("A prefix is whole elements, not letters")
    func prefix() {
        let path: FieldPath = "spec.template.spec"
        #expect(path.hasPrefix("spec.template"))
        #expect(path.hasPrefix(path))
        #expect(path.hasPrefix(""))
        #expect(!path.hasPrefix("spec.temp"))
        #expect(!("spec" as FieldPath).hasPrefix(path))
        #expect(("spec" as FieldPath).appending("template.spec" as FieldPath) == path)
        #expect(("spec.template" as FieldPath).appending(.key("spec")) == path)
    }

    @Test("Keys that Unicode takes for the same text are two places")
    func exactKeys() {
        #expect(FieldPath([.key("\u{E9}")]) != FieldPath([.key("e\u{301}")]))
        #expect(FieldPath([.item("\u{E9}", 1)]) != FieldPath([.item("e\u{301}", 1)]))
    }
}
