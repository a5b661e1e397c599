import Testing
import Values

@Suite struct JSONAgreementTests {
    @Test("Reading, the tape and writing agree with Python on odd, random and damaged texts")
    func agreement() throws {
        var random = RandomJSON(seed: 20)
        var texts = OddJSON.texts
        for _ in 0..<3_000 {
            let text = random.text()
            texts += [text, random.damaged(text)]
        }
        let values = texts.map { try? Value(json: $0) }
        let written = values.compactMap { $0 }.flatMap { [$0.json(.compact), $0.json(.pretty)] }

        let answers = try PythonJudge.read(texts + written)
        try #require(answers.count == texts.count + written.count)

        let own = values.map { $0.map(PythonJudge.spelling) }
        let rewritten = values.compactMap { $0 }.flatMap {
            Array(repeating: PythonJudge.spelling($0), count: 2)
        }
        for (text, (own, python)) in zip(texts + written, zip(own + rewritten, answers)) {
            #expect(own == python, "\(String(decoding: text, as: UTF8.self))")
        }
        // Both sides refuse some and accept some: the comparison above was of something.
        #expect(own.count { $0 == nil } > 1_000)
        #expect(own.count { $0 != nil } > 3_000)

        for (text, value) in zip(texts, values) {
            let tape = try? JSONTape(text)
            #expect(tape.map { $0.value(of: $0.root) } == value)
        }
    }
}
