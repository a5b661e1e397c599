import ProviderContract
import Testing

@Suite struct ContractTests {
    @Test("A real cluster keeps each rule of the provider contract", arguments: ContractCheck.all)
    func rule(_ check: ContractCheck) async throws {
        try await ClusterFixture.use { try await check.run(on: $0) }
    }
}
