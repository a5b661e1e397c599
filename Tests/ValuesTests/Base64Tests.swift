import Testing
import Values

@Suite struct Base64Tests {
    @Test(
        "Base64 is decoded as RFC 4648 says, and refused where it is broken",
        arguments: [
            ("", ""), ("Zg==", "f"), ("Zg", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9v\nYmFy", "foobar"),
            ("Z", nil), ("Zg=", nil), ("Zg==Zg==", nil), ("Zm9v!", nil), ("=", nil),
        ] as [(String, String?)])
    func base64(_ text: String, _ expected: String?) {
        if let expected, text.utf8.count % 4 == 0, !text.contains("\n") {
            #expect(Base64.encode(Array(expected.utf8)) == text)
        }
        #expect(Base64.decode(text).map { String(decoding: $0, as: UTF8.self) } == expected)
    }
}
