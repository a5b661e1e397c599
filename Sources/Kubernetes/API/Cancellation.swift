/// Runs what can only fail by being cancelled, and says so in its type.
func withCancellation<Result>(
    _ body: () async throws -> Result
) async throws(CancellationError) -> Result {
    do {
        return try await body()
    } catch {
        throw CancellationError()
    }
}
