import Foundation
import Testing
import Values

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
        try kubectl(region, arguments)
    }

    func kubectl(_ region: String, _ arguments: [String]) throws -> ProgramRun {
        try run("kubectl", ["--context", region] + arguments, environment: environment)
    }

    /// Options with which `kubectl diff` compares what objects are and not who manages them. Until 1.21 it shows a new
    /// manager's own entry as a difference, so that it has to ask in our name.
    func diffOptions() throws -> [String] {
        let version = try run("kubectl", ["version", "--client", "-o", "json"])
        let minor = try Value(json: version.output)[at: "clientVersion.minor"]?.string ?? ""
        return (Int(minor.prefix { $0.isNumber }) ?? 0) < 22 ? ["--field-manager=cadastre"] : []
    }

    /// A name for a fleet that no other test, and no earlier run, has used on these servers.
    static func fleetName() -> String { "t" + UUID().uuidString.prefix(8).lowercased() }
}

let regions = ["ap-southeast-1", "eu-central-1", "eu-west-1", "us-east-1"]
