import AWSClient
import Core
import Values

/// The last snapshot of a database server, of which the server's own identity is in its name: it is taken once.
struct FinalSnapshot: Sendable {
    private let server: FoundObject
    private let api: RegionAPI
    private let purpose: String
    let name: String

    init(of server: FoundObject, _ api: RegionAPI, _ purpose: String) {
        self.server = server
        self.api = api
        self.purpose = purpose
        let identity = server.uid.lowercased().filter { $0.isLetter || $0.isNumber }.suffix(12)
        name = "\(server.name)-final-\(identity)"
    }

    /// - Returns: nil once it is there and whole.
    func take() async throws -> Outcome? {
        let answer = try await api.find(
            RDSCalls.describeSnapshots, ["DBSnapshotIdentifier": .string(name)], to: purpose)
        guard let snapshot = answer?.xml.list("DBSnapshots").first else {
            try await api.send(
                RDSCalls.createSnapshot,
                [
                    "DBInstanceIdentifier": .string(server.name), "DBSnapshotIdentifier": .string(name),
                    "Tags": server.tags.list(),
                ], to: purpose)
            return waiting
        }
        switch snapshot.text("Status") {
        case "available": return nil
        case "failed":
            throw Problem.snapshotFailed(purpose, name)
        default: return waiting
        }
    }

    private var waiting: Outcome {
        .pending(after: .seconds(30), waitingFor: "snapshot \(name) to be whole")
    }
}
