import AWSClient
import Core
import Values

extension RegionAPI {
    /// The tags of what does not come with them.
    func rdsTags(of arn: String, _ name: String) async throws -> Tags {
        let answer = try await find(
            RDSCalls.listTags, ["ResourceName": .string(arn)], to: "read the tags of \(name)")
        return answer?.xml.tags("TagList") ?? Tags([:])
    }

    func tagRDS(_ found: FoundObject, _ tags: Tags, _ kind: String) async throws {
        try await send(
            RDSCalls.addTags, ["ResourceName": .string(found.handle), "Tags": tags.list()],
            to: "mark \(kind) \(found.name)")
    }

    /// What is in use by something that is on its way out is asked again.
    func deleteUnlessUsed(
        _ operation: AWSOperation, _ input: Fields, _ what: String
    ) async throws -> Outcome {
        switch try await connection.result(of: operation, input, to: "delete \(what)") {
        case .success: return .applied
        case .failure(let error) where error.isNotFound: return .applied
        case .failure(let error)
        where error.code == "DependencyViolation" || error.code.hasSuffix("StateFault")
            || error.code.hasPrefix("InvalidDB") && error.code.hasSuffix("State"):
            return .pending(after: .seconds(15), waitingFor: "\(what) to be used by nothing")
        case .failure(let error): throw error.problem
        }
    }
}
