import Core
import Testing
import Values

@Suite("What a mark says of attributes")
struct AttributePrintsTests {
    private let rule = Comparison.object([
        "kind": .ignored, "ports": .keyed(by: ["port", "protocol"]), "env": .keyed(by: ["name"]),
    ])
    private let body: Value = [
        "kind": "Sample", "replicas": 5, "labels": ["a": "1", "b": "2"],
        "env": [["name": "A", "value": "1"], ["name": "B", "value": "2"]],
        "ports": [["port": 53, "protocol": "UDP"], ["port": 53, "protocol": "TCP"]],
        "rules": [["verbs": ["get"]], ["verbs": ["list"]]], "empty": [:],
    ]

    private func prints(of body: Value) -> AttributePrints {
        AttributePrints(Substring(AttributePrints.text(of: body, rule)))
    }

    @Test(
        "It holds what was stated, and all that is in it",
        arguments: [
            "replicas", "labels", "labels.a", "env[name=B]", "env[name=B].value", "env",
            "ports[port=53,protocol=UDP]", "rules", "rules[1].verbs[0]", "empty", "",
        ])
    func holds(_ path: String) throws {
        #expect(prints(of: body).hold(try FieldPath(parsing: path), of: body, rule))
    }

    @Test(
        "It does not hold what has another value since, nor what that is in",
        arguments: [
            ("replicas", ["replicas"]), ("labels.a", ["labels.a", "labels"]),
            ("env[name=B].value", ["env[name=B].value", "env[name=B]", "env"]),
            // A list without keys has one owner in the world, and is one attribute.
            ("rules[1].verbs[0]", ["rules", "rules[0].verbs[0]", "rules[1]"]), ("empty", ["empty"]),
        ])
    func changed(_ path: String, _ lost: [String]) throws {
        let before = try body.setting("other", at: try FieldPath(parsing: path))
        let prints = prints(of: before)
        for path in lost { #expect(!prints.hold(try FieldPath(parsing: path), of: body, rule), "\(path)") }
        #expect(prints.hold("labels.b", of: body, rule))
        #expect(prints.hold("ports", of: body, rule))
    }

    @Test("The order of members and of keyed elements does not matter")
    func order() {
        let other: Value = ["ports": [["port": 53, "protocol": "TCP"], ["protocol": "UDP", "port": 53]]]
        #expect(prints(of: body).hold("ports", of: other, rule))
    }

    @Test("A path that leads nowhere, and a text that says nothing, hold nothing")
    func nothing() {
        #expect(!prints(of: body).hold("gone.a", of: body, rule))
        #expect(!AttributePrints("").hold("replicas", of: body, rule))
        #expect(
            !Mark(fleet: "f", tenant: nil, fingerprint: "0123456789abcdef").applied.hold(
                "replicas", of: body, rule))
    }

    @Test("Each attribute takes four characters, and what is ignored takes none")
    func size() {
        #expect(AttributePrints.text(of: ["kind": "Sample", "a": ["b": 1, "c": 2]], rule).utf8.count == 8)
    }
}
