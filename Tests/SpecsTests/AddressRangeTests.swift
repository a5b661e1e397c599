import Testing

@testable import Specs

@Suite struct AddressRangeTests {
    @Test(
        "Two spellings of one range are one, as servers write it",
        arguments: [
            ("10.0.0.0/8", "10.0.0.0/8"), ("::/0", "::/0"), ("::1/128", "::1/128"),
            ("0:0:0:0:0:0:0:0/0", "::/0"), ("2001:DB8:0:0::/32", "2001:db8::/32"),
            ("2001:0db8:0000:0000:0001:0000:0000:0001/128", "2001:db8::1:0:0:1/128"),
            ("1:0:2:3:4:5:6:7/128", "1:0:2:3:4:5:6:7/128"), ("1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128"),
            ("1:2:3:4:5:6:0:0/96", "1:2:3:4:5:6::/96"), ("fe80::/10", "fe80::/10"),
        ])
    func canonical(_ written: String, _ canonical: String) throws {
        let range = try AddressRange(parsing: written)
        #expect(range.canonical == canonical)
        #expect(range.text == written)
    }
}
