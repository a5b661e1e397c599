import Core
import Testing
import Values

@testable import Planning

private let amounts = Comparison.object([:], rest: .quantity)
private let ports = Comparison.object(["ports": .keyed(by: ["port", "protocol"])])
private let env = Comparison.object(["env": .keyed(by: ["name"], .object(["size": .quantity]))])
private let set = Comparison.object(["names": .set])
private let whole = Comparison.object(["spec": .whole])

private func paths(_ desired: String, _ observed: String, _ rule: Comparison) throws -> [String] {
    try differences(Value(json: desired), Value(json: observed), rule).map(\.path.notation)
}

@Suite("Comparing attributes")
struct AttributeComparisonTests {
    @Test(
        "What means the same is no difference",
        arguments: [
            (#"{"cpu":"1000m"}"#, #"{"cpu":"1"}"#, amounts), (#"{"cpu":1}"#, #"{"cpu":"1"}"#, amounts),
            (#"{"cpu":"500m"}"#, #"{"cpu":0.5}"#, amounts),
            (#"{"memory":"1Gi"}"#, #"{"memory":"1024Mi"}"#, amounts),
            (#"{"cpu":"odd"}"#, #"{"cpu":"odd"}"#, amounts),
            // By key, whatever the order, and whatever the server or others added.
            (
                #"{"env":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}"#,
                #"{"env":[{"name":"c"},{"name":"b","value":"2"},{"name":"a","value":"1","x":0}]}"#, env
            ),
            (#"{"env":[{"name":"a","size":"1k"}]}"#, #"{"env":[{"name":"a","size":"1000"}]}"#, env),
            (#"{"ports":[{"port":53}]}"#, #"{"ports":[{"port":53,"protocol":"TCP"}]}"#, ports),
            (
                #"{"ports":[{"port":53},{"port":53,"protocol":"UDP"}]}"#,
                #"{"ports":[{"port":53,"protocol":"UDP"},{"port":53,"protocol":"TCP"}]}"#, ports
            ),
            (#"{"names":["a","b","b"]}"#, #"{"names":["b","a","b"]}"#, set),
            // Empty and absent are one.
            (#"{"a":{},"b":[],"c":null}"#, "{}", .plain),
            (#"{"a":{},"b":[]}"#, #"{"a":null,"b":null}"#, .plain),
            (#"{"env":[]}"#, "{}", env), (#"{"c":null}"#, #"{"c":{}}"#, .plain),
            // Server defaults and others' attributes are not ours to judge.
            (#"{"a":{"b":1}}"#, #"{"a":{"b":1,"c":2},"d":3}"#, .plain),
            (#"{"a":{}}"#, #"{"a":{"b":1}}"#, .plain),
            (#"{"n":1}"#, #"{"n":1.0}"#, .plain), ("{\"a\":\"\"}", "{\"a\":\"\"}", .plain),
            (#"{"a":1}"#, #"{"a":2}"#, .object(["a": .ignored])),
            (#"{"spec":{"a":[{"b":{}}]}}"#, #"{"spec":{"a":[{"b":{},"c":[]}],"d":null},"status":1}"#, whole),
        ])
    func same(_ desired: String, _ observed: String, _ rule: Comparison) throws {
        #expect(try paths(desired, observed, rule) == [])
    }

    @Test("A volume that is mounted elsewhere too is in nobody's way")
    func secondMount() {
        let rule = Comparison.object(["mounts": .keyed(by: ["mountPath"])])
        let found = differences(
            ["mounts": [["name": "assets", "mountPath": "/var/lib/assets"]]],
            ["mounts": [["name": "assets", "mountPath": "/srv"]]], rule)
        #expect(found.count == 1)
        #expect(found.map(\.before) == [nil] && found.map(\.rival) == [nil])
    }

    @Test(
        "What differs is named as closely as its place allows",
        arguments: [
            (#"{"cpu":"1"}"#, #"{"cpu":"2"}"#, amounts, ["cpu"]), (#"{"cpu":"1"}"#, "{}", amounts, ["cpu"]),
            (#"{"cpu":"1"}"#, #"{"cpu":"odd"}"#, amounts, ["cpu"]),
            (#"{"cpu":"1"}"#, #"{"cpu":{}}"#, amounts, ["cpu"]),
            (
                #"{"env":[{"name":"a","value":"1"},{"name":"b","value":"2"}]}"#,
                #"{"env":[{"name":"a","value":"0"}]}"#, env, ["env[name=a].value", "env[name=b]"]
            ),
            (#"{"env":[{"name":"a"}]}"#, #"{"env":{}}"#, env, ["env"]),
            (
                #"{"ports":[{"port":53,"protocol":"UDP"}]}"#, #"{"ports":[{"port":53,"protocol":"TCP"}]}"#,
                ports,
                ["ports[port=53,protocol=UDP]"]
            ),
            // One port with the protocol left to the server does not stand for two.
            (#"{"ports":[{"port":53},{"port":53}]}"#, #"{"ports":[{"port":53}]}"#, ports, ["ports[port=53]"]),
            // Without any key the place is all there is.
            (#"{"env":[{"value":"1"}]}"#, #"{"env":[{"value":"0"}]}"#, env, ["env[0].value"]),
            (#"{"env":["x"]}"#, #"{"env":[{"name":"a"},{"name":"b"}]}"#, env, ["env"]),
            (#"{"names":["a"]}"#, #"{"names":["a","a"]}"#, set, ["names"]),
            (#"{"names":["a","a","b"]}"#, #"{"names":["a","b","b"]}"#, set, ["names"]),
            (#"{"l":[1,2]}"#, #"{"l":[2,1]}"#, .plain, ["l[0]", "l[1]"]),
            (#"{"l":[1]}"#, #"{"l":[1,2]}"#, .plain, ["l"]),
            (#"{"l":[]}"#, #"{"l":[1]}"#, .plain, ["l"]), (#"{"a":1}"#, #"{"a":"1"}"#, .plain, ["a"]),
            (#"{"a":{"b":1}}"#, #"{"a":{}}"#, .plain, ["a.b"]), (#"{"a":{"b":1}}"#, "{}", .plain, ["a"]),
            (#"{"a":{"b":1}}"#, #"{"a":[1]}"#, .plain, ["a"]), (#"{"a":false}"#, "{}", .plain, ["a"]),
            (#"{"a":""}"#, "{}", .plain, ["a"]), (#"{"a":0}"#, "{}", .plain, ["a"]),
            (#"{"c":null}"#, #"{"c":1}"#, .plain, ["c"]),
            ("{\"a\":\"\u{E9}\"}", "{\"a\":\"e\u{301}\"}", .plain, ["a"]),
            // A fence that is open to all is not the fence that was asked for.
            (
                #"{"spec":{"podSelector":{},"egress":[{"ports":[{"port":1}]}]}}"#,
                #"{"spec":{"podSelector":{"x":1},"egress":[{"ports":[{"port":1,"endPort":9}]}],"ingress":[{}]}}"#,
                whole,
                ["spec.podSelector.x", "spec.egress[0].ports[0].endPort", "spec.ingress"]
            ),
        ] as [(String, String, Comparison, [String])])
    func different(_ desired: String, _ observed: String, _ rule: Comparison, _ expected: [String]) throws {
        #expect(try paths(desired, observed, rule) == expected)
    }

    @Test("A list of many keyed elements is compared with another of as many")
    func long() {
        let elements = (0..<20_000).map {
            Value.object(["name": .string("n\($0)"), "value": .int(Int64($0))])
        }
        let found = differences(
            .array(elements), .array(elements.reversed().dropLast()), .keyed(by: ["name"]))
        #expect(found.map(\.path.notation) == ["[name=n0]"])
    }
}
