import Testing
import Values

@Suite struct JSONAssemblyTests {
    @Test(
        "A value put together from its parts has the text of the whole",
        arguments: [
            [:], ["a": 1], ["a": [], "b": [:]],
            ["a": [1, [2, [:], [3]], "x"], "b": ["c": .null, "d": true]],
            [[], [[]], 1, ["\"": "\n"]], 1.5, "é", .null,
        ] as [Value])
    func parts(_ value: Value) {
        var json = JSONAssembly(expectedSize: 0)
        put(value, into: &json)
        #expect(String(decoding: json.bytes, as: UTF8.self) == value.jsonText)
    }

    private func put(_ value: Value, into json: inout JSONAssembly) {
        switch value {
        case .object(let members):
            json.object { json in
                for (key, value) in members {
                    if case .object = value {
                        json.key(key)
                        put(value, into: &json)
                    } else {
                        json.member(key, value)
                    }
                }
            }
        case .array(let elements):
            json.array { json in for element in elements { put(element, into: &json) } }
        default: json.value(value)
        }
    }
}
