import Testing
import Values

@Suite struct MoneyTests {
    @Test(
        "What people read is rounded to hundredths, halves away from zero",
        arguments: [
            ("0", 1, "0.00"), ("328.50", 2, "657.00"), ("0.115", 1, "0.12"), ("0.115", 1000, "115.00"),
            ("0.004", 1, "0.00"), ("0.004", -1, "0.00"), ("0.005", -1, "-0.01"), ("1e3", 1, "1000.00"),
            ("0.1", 3, "0.30"), ("1000000000", 1_099_511_627_776, "1099511627776000000000.00"),
        ] as [(String, Int64, String)])
    func text(_ price: String, _ count: Int64, _ text: String) throws {
        #expect((try #require(Money(price)) * count).text == text)
    }

    @Test("A tenth added ten times is one")
    func exact() throws {
        let tenth = try #require(Money("0.1"))
        #expect(Array(repeating: tenth, count: 10).reduce(.zero, +) == Money("1"))
        #expect(tenth - tenth == .zero)
    }

    @Test(
        "What is no price is none",
        arguments: ["", "-1", "1000000000.01", "1e10", "much", ".inf", "1,5"])
    func refused(_ text: String) { #expect(Money(text) == nil) }
}
