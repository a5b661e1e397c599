import Testing
import Values

@Suite struct FingerprintTests {
    @Test(
        "Fingerprints stay what they were: marks in the world were made with them",
        arguments: [
            (.null, "null"), ([:], "{}"),
            (["b": [1, 1.0, "é\n"], "a": true], #"{"a":true,"b":[1,1.0,"é\n"]}"#),
        ] as [(Value, String)])
    func definition(value: Value, canonical: String) {
        #expect(String(decoding: value.json(.canonical), as: UTF8.self) == canonical)
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in canonical.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        let digits = String(hash, radix: 16)
        #expect(Fingerprint.of(value) == String(repeating: "0", count: 16 - digits.count) + digits)
    }

    @Test("A fingerprint has sixteen lower-case hexadecimal digits, leading zeros included")
    func shape() {
        let fingerprints = (0..<500).map { Fingerprint.of(.int($0)) }
        for fingerprint in fingerprints {
            #expect(fingerprint.utf8.count == 16)
            #expect(fingerprint.allSatisfy { "0123456789abcdef".contains($0) })
        }
        #expect(fingerprints.contains { $0.hasPrefix("0") })
        #expect(Set(fingerprints).count == fingerprints.count)
    }
}
