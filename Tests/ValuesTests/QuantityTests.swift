import Testing
import Values

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "What is worth the same is equal, however it is written",
        arguments: [
            ("1000m", "1"), ("0.001k", "1"), ("1e3", "1000"), ("1e3", "1k"), ("1E3", "1k"), ("1e+3", "1k"),
            ("1e-3", "1m"), ("1Ki", "1024"), ("1.5Gi", "1536Mi"), ("1Mi", "1048576"), ("0.5", "500m"),
            (".5", "0.5"),
            ("5.", "5"), ("+1", "1"), ("-1", "-1000m"), ("-0", "0"), ("0Ki", "0"), ("1u", "1000n"),
            ("1M", "1000k"),
            ("1G", "1e9"), ("1T", "1000G"), ("1P", "1000T"), ("1E", "1e18"), ("1Ei", "1024Pi"),
            ("1Ti", "1024Gi"),
            ("0001", "1"), ("1.0", "1"), ("1e0", "1"), ("9223372036854775807", "9223372036854775807000m"),
            // Finer than a billionth is rounded away from zero.
            ("0.1n", "1n"), ("1.1n", "2n"), ("0.0000000001", "1n"), ("-0.1n", "-1n"), ("1e-27", "1n"),
            ("0.00000000000000000000000000000000000000001", "1n"),
        ])
    func equal(_ left: String, _ right: String) throws {
        let left = try #require(Quantity(left))
        let right = try #require(Quantity(right))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
    }

    @Test(
        "What is worth less comes first",
        arguments: [
            ("1", "1001m"), ("1M", "1Mi"), ("-1", "-1m"), ("-1", "0"), ("0", "1n"), ("999m", "1"),
            ("1023", "1Ki"),
        ])
    func less(_ left: String, _ right: String) throws {
        let left = try #require(Quantity(left))
        let right = try #require(Quantity(right))
        #expect(left < right)
        #expect(left != right)
    }

    @Test(
        "What Kubernetes does not read as a quantity is refused, and so is what is beyond all measure",
        arguments: [
            "", " ", "1e", "1e+", "1e1.5", ".", "-", "+", "-.", "1 Gi", " 1", "1 ", "--1", "+-1", "1..2",
            "1.2.3", "Gi",
            "1gi", "1GI", "1ki", "1K", "1Kii", "1Gi1", "1mm", "1b", "0x10", "1_000", "1,5", "٣", "1\u{0}",
            "∞", "NaN",
            "1e28", "1e99999999999999999999", "1e-9223372036854775808", "1e9223372036854775807",
            "1e27", "99999999999999999999Ei", String(repeating: "9", count: 100),
        ])
    func refused(_ text: String) { #expect(Quantity(text) == nil) }

    @Test(
        "Whole units are rounded up",
        arguments: [("1", 1), ("1001m", 2), ("1n", 1), ("0", 0), ("-500m", 0), ("1Ki", 1024)])
    func units(_ text: String, _ units: Int) throws {
        #expect(try #require(Quantity(text)).units == Int128(units))
    }

    @Test("It is described as it was written")
    func description() { #expect(Quantity("0.50Gi")?.description == "0.50Gi") }
}
