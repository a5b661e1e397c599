import Testing
import Values

@Suite struct PathNotationTests {
    @Test(
        "People read the short form, and the notation names every key field",
        arguments: [
            ([.key("spec"), .key("replicas")], "spec.replicas", "spec.replicas"),
            (
                [.key("spec"), .key("containers"), .item("name", "app"), .key("image")],
                "spec.containers[app].image", "spec.containers[name=app].image"
            ),
            (
                [.key("spec"), .key("hard"), .key("limits.cpu")], #"spec.hard["limits.cpu"]"#,
                #"spec.hard["limits.cpu"]"#
            ),
            (
                [.key("labels"), .key("cadastre.dev/fleet")], #"labels["cadastre.dev/fleet"]"#,
                #"labels["cadastre.dev/fleet"]"#
            ),
            ([.key("a-b"), .key("0"), .key("")], #"["a-b"].0[""]"#, #"["a-b"].0[""]"#),
            ([.key("items"), .index(3)], "items[3]", "items[3]"),
            (
                [.key("ports"), .item([.init("port", 53), .init("protocol", "UDP")])],
                "ports[port=53,protocol=UDP]", "ports[port=53,protocol=UDP]"
            ),
            ([.item("port", 53)], "[port=53]", "[port=53]"),
            ([.item("name", "53")], #"[name="53"]"#, #"[name="53"]"#),
            ([.item("name", "true")], #"[name="true"]"#, #"[name="true"]"#),
            ([.item("name", "a]b")], #"[name="a]b"]"#, #"[name="a]b"]"#),
            ([.item("mountPath", "/var/run")], "[/var/run]", "[mountPath=/var/run]"),
            ([.key("finalizers"), .value("keep")], #"finalizers[="keep"]"#, #"finalizers[="keep"]"#),
            ([.value(["a": [1]])], #"[={"a":[1]}]"#, #"[={"a":[1]}]"#),
        ] as [([FieldPath.Element], String, String)])
    func text(elements: [FieldPath.Element], description: String, notation: String) throws {
        let path = FieldPath(elements)
        #expect(path.description == description)
        #expect(path.notation == notation)
        #expect(try FieldPath(parsing: notation) == path)
    }

    @Test("Every path reads back from its notation")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 7)
        let texts = [
            "a", "limits.cpu", "", "1", "true", "null", "-", "x=y", "a,b", "[", "]", "\"", "\\", "é", "\n",
            "+1", ".",
        ]
        let values: [Value] =
            texts.map { .string($0) } + [.null, true, 1, -1, 1.5, 1.0, [1, "]"], ["a": "\"]"], [], [:]]
        for _ in 0..<3_000 {
            let elements = (0..<Int.random(in: 0...4, using: &generator)).map { _ -> FieldPath.Element in
                let text = texts.randomElement(using: &generator)!
                let value = values.randomElement(using: &generator)!
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: return .index(Int.random(in: 0...12, using: &generator))
                case 1: return .value(value)
                case 2: return .item(text, value)
                case 3: return .item([.init(text, value), .init("other", value)])
                default: return .key(text)
                }
            }
            let path = FieldPath(elements)
            #expect(try FieldPath(parsing: path.notation) == path, "\(path.notation)")
        }
    }

    @Test(
        "What is no path is refused, with the place",
        arguments: [
            (".a", 0), ("a.", 2), ("a..b", 2), ("a b", 1), ("a[", 2), ("a[1", 3), ("a[1]b", 4), ("a[app]", 2),
            ("a[-1]", 2),
            ("a[+1]", 2), ("a[\"x]", 2), ("a[\"x\"", 5), ("a[x=]", 4), ("a[x=1,]", 6), ("a[=]", 3),
            ("a-b", 1),
            ("a[={]", 3),
        ])
    func refused(text: String, offset: Int) throws {
        let error = try #require(throws: FieldPathError.self) { try FieldPath(parsing: text) }
        #expect(error.text == text)
        #expect(error.offset >= offset)
        #expect(error.description.contains("'\(text)' is no field path: "))
    }

    @Test("Damaged paths are read or refused, and never stop the program")
    func damaged() {
        var generator = SeededGenerator(seed: 11)
        let signs = Array(#"ab1.[]="\,{}-é"#)
        var refused = 0
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                    signs.randomElement(using: &generator)!
                })
            guard let path = try? FieldPath(parsing: text) else {
                refused += 1
                continue
            }
            #expect((try? FieldPath(parsing: path.notation)) == path, "\(text)")
        }
        #expect(refused > 1_000 && refused < 20_000)
    }
}
