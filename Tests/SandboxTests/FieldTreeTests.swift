import Core
import Testing
import Values

@testable import Sandbox

@Suite struct FieldTreeTests {
    static let notations: [Value] = [
        [:],
        ["f:data": ["f:tier": [:]]],
        ["f:data": [".": [:], "f:tier": [:]]],
        ["f:metadata": ["f:labels": ["f:a/b": [:]]], "f:spec": ["f:replicas": [:]]],
        ["f:ports": ["k:{\"containerPort\":80,\"protocol\":\"TCP\"}": [".": [:], "f:name": [:]]]],
        ["f:finalizers": ["v:\"keep\"": [:]], "f:list": ["i:0": [:]]],
    ]

    @Test("A set is written as it was read", arguments: notations)
    func roundTrip(_ notation: Value) {
        #expect(FieldTree(FieldSet(fieldsV1: notation)).fieldSet.fieldsV1 == notation)
    }

    @Test("The text of a set is that of its notation", arguments: notations)
    func text(_ notation: Value) {
        let tree = FieldTree(FieldSet(fieldsV1: notation))
        var json = JSONAssembly(expectedSize: 100)
        tree.write(to: &json)
        #expect(json.bytes == tree.notation.json())
    }

    @Test("Taking a set away and adding it again gives the union", arguments: notations, notations)
    func arithmetic(_ left: Value, _ right: Value) {
        let (left, right) = (FieldTree(FieldSet(fieldsV1: left)), FieldTree(FieldSet(fieldsV1: right)))
        #expect(left.subtracting(right).union(right) == left.union(right))
        #expect(left.union(right) == right.union(left))
        #expect(left.intersection(right) == right.intersection(left))
        #expect(left.intersection(right) == left.subtracting(left.subtracting(right)))
        #expect(left.subtracting(right).intersection(right).isEmpty)
        #expect(left.subtracting(left).isEmpty)
    }

    @Test("A place and what is under it are taken away apart from each other")
    func places() {
        let whole = FieldTree(FieldSet(fieldsV1: ["f:data": [".": [:], "f:tier": [:]]]))
        let place = FieldTree(FieldSet(fieldsV1: ["f:data": [:]]))
        #expect(whole.subtracting(place).fieldSet.fieldsV1 == ["f:data": ["f:tier": [:]]])
        #expect(whole.intersection(place) == place)
    }

    @Test("A manifest states its scalars, atomic lists, empty objects and the elements of associative lists")
    func stated() {
        let rule = Comparison.object(["ports": .keyed(by: ["port", "protocol"])])
        let value: Value = [
            "replicas": 2, "args": ["a", "b"], "emptyDir": [:],
            "ports": [["protocol": "TCP", "port": 80, "name": "http"]], "env": [["name": "A"]],
        ]
        #expect(
            FieldTree(statedBy: value, rule).notation == [
                "f:replicas": [:], "f:args": [:], "f:emptyDir": [:], "f:env": [:],
                "f:ports": [
                    "k:{\"port\":80,\"protocol\":\"TCP\"}": [
                        ".": [:], "f:name": [:], "f:port": [:], "f:protocol": [:],
                    ]
                ],
            ])
    }

    @Test("Fields are named to people as paths")
    func paths() {
        let set = FieldSet(
            fieldsV1: ["f:spec": ["f:containers": ["k:{\"name\":\"app\"}": [".": [:], "f:image": [:]]]]])
        #expect(FieldTree(set).paths == ["spec.containers[app]", "spec.containers[app].image"])
    }
}
