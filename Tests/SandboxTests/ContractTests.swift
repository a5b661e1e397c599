import ProviderContract
import Testing

@Suite struct ContractTests {
    @Test("The sandbox keeps each rule of the provider contract", arguments: ContractCheck.all)
    func rule(_ check: ContractCheck) async throws {
        try await check.run(on: try SandboxFixture())
    }
}
