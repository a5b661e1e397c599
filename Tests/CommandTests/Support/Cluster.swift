import Foundation
import Glibc
import Testing
import Threads
import Values

/// The real API servers of the testbed, as kubectl sees them, and an account of AWS that nobody else has.
struct Cluster {
    let kubeconfig: String
    private let aws: String
    let account = (1...12).map { _ in "\(Int.random(in: 1...9))" }.joined()

    /// - Throws: where there is no testbed: a test that needs one must not pass without it.
    init() throws {
        let testbed = ProcessInfo.processInfo.environment
        let advice: Comment = "start the testbed: scripts/testbed up, then eval \"$(scripts/testbed env)\""
        kubeconfig = try #require(testbed["CADASTRE_TEST_KUBECONFIG"], advice)
        aws = try #require(testbed["CADASTRE_TEST_AWS"], advice)
        let python = try #require(testbed["CADASTRE_TEST_AWS_PYTHON"], advice)
        let script = repository.appendingPathComponent("Tests/AWSStandIn/lay-networks.py").path
        let specs = repository.appendingPathComponent("specs").path
        try run(python, [script, specs, aws, account]).expect(0)
    }

    var environment: [String: String] { environment(with: kubeconfig) }

    func environment(with kubeconfig: String) -> [String: String] {
        [
            "KUBECONFIG": kubeconfig, "AWS_ACCESS_KEY_ID": "AKIA\(account)TEST",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_ENDPOINT_URL": aws,
        ]
    }

    func cadastre(_ arguments: String..., in folder: URL) throws -> ProgramRun {
        try run(commandPath, arguments, in: folder, environment: environment)
    }

    /// How the stand-in is to behave to this account; Tests/AWSStandIn/README.md has the words.
    func tellAWS(_ path: String, _ body: Fields) throws {
        var body = body
        body["account"] = .string(account)
        let text = String(decoding: Value.object(body).json(), as: UTF8.self)
        try run("curl", ["--silent", "--show-error", "--fail", "--data", text, "\(aws)/stand-in/\(path)"])
            .expect(0)
    }

    func kubectl(_ region: String, _ arguments: String...) throws -> ProgramRun {
        try kubectl(region, arguments)
    }

    func kubectl(_ region: String, _ arguments: [String]) throws -> ProgramRun {
        try run("kubectl", ["--context", region] + arguments, environment: environment)
    }

    /// The path of a copy of the kubeconfig with one value changed.
    func kubeconfig(setting key: String, to value: String, in work: Workspace) throws -> String {
        let copy = work.folder.appendingPathComponent("kubeconfig").path
        try FileManager.default.copyItem(atPath: kubeconfig, toPath: copy)
        try run("kubectl", ["--kubeconfig", copy, "config", "set", key, value]).expect(0)
        return copy
    }

    /// Options with which `kubectl diff` compares what objects are and not who manages them. Until 1.21 it shows a new
    /// manager's own entry as a difference, so that it has to ask in our name.
    func diffOptions() throws -> [String] {
        let version = try run("kubectl", ["version", "--client", "-o", "json"])
        let minor = try Value(json: version.output)[at: "clientVersion.minor"]?.string ?? ""
        return (Int(minor.prefix { $0.isNumber }) ?? 0) < 22 ? ["--field-manager=cadastre"] : []
    }

    /// Makes the claim of a tenant's volume one that can grow: bound, and of a class that allows it. Nothing in the
    /// testbed provides volumes.
    func bindAssets(of namespace: String, in region: String) throws {
        let files = FileManager.default.temporaryDirectory
        let storageClass = files.appendingPathComponent(UUID().uuidString)
        let claim = files.appendingPathComponent(UUID().uuidString)
        defer { for file in [storageClass, claim] { try? FileManager.default.removeItem(at: file) } }
        try """
        {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "shared-files"},
         "provisioner": "example.org/none", "allowVolumeExpansion": true}
        """.write(to: storageClass, atomically: true, encoding: .utf8)
        try kubectl(region, "apply", "-f", storageClass.path).expect(0)
        let there = try kubectl(region, "get", "pvc", "assets", "-n", namespace, "-o", "json")
        var object = try Value(json: there.output).fields ?? [:]
        object["status"] = ["phase": "Bound"]
        try String(decoding: Value.object(object).json(), as: UTF8.self)
            .write(to: claim, atomically: true, encoding: .utf8)
        try kubectl(
            region, "replace", "--raw",
            "/api/v1/namespaces/\(namespace)/persistentvolumeclaims/assets/status", "-f", claim.path
        ).expect(0)
    }

    /// Rewrites rendered manifests for a server that does not serve the newest versions yet. `render` writes the newest,
    /// and `apply` the newest that the server has; kubectl sends what the file says.
    func lowerVersions(in folder: String, to region: String) throws {
        let served = try kubectl(region, "api-versions").output.split(separator: "\n")
        let older = ["policy/v1": "policy/v1beta1", "autoscaling/v2": "autoscaling/v2beta2"]
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".yaml")
        {
            let path = "\(folder)/\(file)"
            var text = try String(contentsOfFile: path, encoding: .utf8)
            for (new, old) in older where !served.contains(where: { $0 == new }) {
                text = text.replacingOccurrences(of: "apiVersion: \(new)\n", with: "apiVersion: \(old)\n")
            }
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    /// A name for a fleet that no other test, and no earlier run, has used on these servers.
    static func fleetName() -> String {
        let name = "t" + UUID().uuidString.prefix(8).lowercased()
        usedFleets.add(name)
        return name
    }
}

private let usedFleets = UsedFleets()

/// What tests leave behind goes when they have all run: a server that stays up gets slower with every namespace.
private final class UsedFleets: Sendable {
    private let names = Locked<[String]>([])

    init() { atexit { usedFleets.clear() } }

    func add(_ name: String) { names.withLock { $0.append(name) } }

    /// Asks for it, as well as it can, and does not wait.
    private func clear() {
        guard let kubeconfig = ProcessInfo.processInfo.environment["CADASTRE_TEST_KUBECONFIG"] else { return }
        let selector = "cadastre.dev/fleet in (\(names.withLock { $0 }.joined(separator: ",")))"
        for region in regions {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [
                "kubectl", "--kubeconfig", kubeconfig, "--context", region, "delete",
                "namespaces,priorityclasses",
                "-l", selector, "--wait=false",
            ]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try? process.run()
        }
    }
}

let regions = ["ap-southeast-1", "eu-central-1", "eu-west-1", "us-east-1"]
