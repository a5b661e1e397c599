import Foundation
import Testing

/// The real API servers of the testbed, as kubectl sees them.
struct Cluster {
    let kubeconfig: String

    /// - Throws: where there is no testbed: a test that needs one must not pass without it.
    init() throws {
        kubeconfig = try #require(
            ProcessInfo.processInfo.environment["CADASTRE_TEST_KUBECONFIG"],
            "start real API servers: scripts/testbed up, then eval \"$(scripts/testbed env)\"")
    }

    var environment: [String: String] { ["KUBECONFIG": kubeconfig] }

    func cadastre(_ arguments: String..., in folder: URL) throws -> ProgramRun {
        try run(commandPath, arguments, in: folder, environment: environment)
    }

    func kubectl(_ region: String, _ arguments: String...) throws -> ProgramRun {
        try run("kubectl", ["--context", region] + arguments, environment: environment)
    }

    /// A name for a fleet that no other test, and no earlier run, has used on these servers.
    static func fleetName() -> String { "t" + UUID().uuidString.prefix(8).lowercased() }
}

let regions = ["ap-southeast-1", "eu-central-1", "eu-west-1", "us-east-1"]
