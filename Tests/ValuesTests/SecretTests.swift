import Testing
import Values

@Suite struct SecretTests {
    private struct Holder: Error {
        let name = "database"
        let secret: Secret
        let maybe: Secret?
        let many: [String: Secret]
    }

    private static let password = "correct horse"

    @Test("However a secret is printed, alone or inside something, its text does not show")
    func hidden() {
        let secret = Secret(Self.password)
        let holder = Holder(secret: secret, maybe: secret, many: ["key": secret])
        var dumped = ""
        dump(secret, to: &dumped)
        dump(holder, to: &dumped)
        dump([secret], to: &dumped)
        var printed = ""
        print(secret, holder, [secret], separator: " ", to: &printed)
        debugPrint(secret, holder, [Secret?.some(secret)], to: &printed)
        let texts = [
            "\(secret)", "\(holder)", String(describing: [secret]), String(reflecting: secret),
            String(reflecting: holder), String(reflecting: ["a": [secret]]), dumped, printed,
            "\(holder as any Error)", "\(Mirror(reflecting: secret).children.map { "\($0.value)" })",
        ]
        // The digits of its first bytes would give it away just as well.
        for text in texts {
            #expect(!text.contains("correct"))
            #expect(!text.contains("99, 111"))
        }
        #expect(texts[0] == "•••")
        #expect(texts[3] == "•••")
        #expect(texts[1].contains("•••"))
        #expect(dumped.contains("•••"))
    }

    @Test("What was put in is revealed, and equality is of the bytes")
    func reveal() {
        #expect(Secret(Self.password).reveal() == Self.password)
        #expect(Secret(utf8: Array("é".utf8))?.reveal() == "é")
        #expect(Secret("a") == Secret(utf8: [0x61]))
        #expect(Secret("a") != Secret("b"))
        #expect(Secret("\u{E9}") != Secret("e\u{301}"))
    }

    @Test("Bytes that are no text are refused")
    func invalid() { #expect(Secret(utf8: [0x61, 0xFF]) == nil) }
}
