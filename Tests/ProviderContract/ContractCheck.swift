/// One rule that every provider keeps.
package struct ContractCheck: Sendable, CustomStringConvertible {
    /// The rule, as a sentence.
    package let description: String
    private let body: @Sendable (Bench) async throws -> Void

    init(_ rule: String, _ body: @escaping @Sendable (Bench) async throws -> Void) {
        description = rule
        self.body = body
    }

    /// Records an issue for each way in which the provider breaks the rule. Needs a fresh fixture.
    package func run(on fixture: any ProviderFixture) async throws {
        let bench = Bench(fixture: fixture)
        try await bench.makeNamespace()
        try await body(bench)
    }

    package static let all =
        observing + creating + applying + sharing + overwriting + hiding + handingOver + ignoring + deleting
        + rehearsing
}
