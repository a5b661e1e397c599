import Testing

@testable import Values

@Suite("Quantities are written as Kubernetes writes them")
struct CanonicalQuantityTests {
    @Test(
        "An amount has one form",
        arguments: [
            ("1000m", "1"), ("1", "1"), ("0.5", "500m"), ("500m", "500m"), ("1.5", "1500m"), ("0", "0"),
            ("1000", "1k"), ("1500", "1500"), ("2000000", "2M"), ("0.001k", "1"), ("100n", "100n"),
            ("1Gi", "1Gi"), ("1024Mi", "1Gi"), ("1.5Gi", "1536Mi"), ("0.5Gi", "512Mi"), ("0.5Ki", "512"),
            ("1000Mi", "1000Mi"), ("1.1Ki", "1127"), ("1e3", "1e3"), ("1e4", "10e3"), ("12e6", "12e6"),
            ("1E", "1E"), ("-1000m", "-1"), ("-2Ki", "-2Ki"),
        ])
    func form(written: String, canonical: String) throws {
        #expect(try #require(Quantity(written)).canonical == canonical)
    }

    @Test(
        "Its form is worth the same and has itself as its form",
        arguments: ["1.1", "3Gi", "7e5", "12345m", "999Ki"])
    func idempotent(written: String) throws {
        let quantity = try #require(Quantity(written))
        let again = try #require(Quantity(quantity.canonical))
        #expect(again == quantity)
        #expect(again.canonical == quantity.canonical)
    }
}
