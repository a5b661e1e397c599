import Core
import Credentials
import Glibc
import Values

/// A program that gives credentials: `client.authentication.k8s.io`, as a kubeconfig's user asks for it.
struct ExecPlugin: Sendable {
    /// What the kubeconfig says of it. Arguments and variables may hold secrets.
    struct Settings: Sendable {
        /// A path, or a name without a slash that is looked for in PATH.
        var command: String
        var arguments: [Secret] = []
        var variables: [(name: String, value: Secret)] = []
        /// `client.authentication.k8s.io/v1` or `…/v1beta1`.
        var apiVersion: String
        var installHint: String?
        var wantsCluster = false
        /// Such as `user 'deployer' (config:12:7)`, for messages.
        var asker: String
    }

    let settings: Settings
    let surroundings: Surroundings
    /// `KUBERNETES_EXEC_INFO`. A secret, because a proxy's password can be in it.
    let request: Secret
    var timeLimit: Duration = .seconds(120)

    /// - Parameter cluster: nil when the plugin does not want to know it.
    init(_ settings: Settings, cluster: Value?, in surroundings: Surroundings) {
        self.settings = settings
        self.surroundings = surroundings
        request = ExecCredential.request(settings.apiVersion, cluster: cluster)
    }

    /// Runs it.
    ///
    /// - Throws: `kubernetes.plugin-missing`, `kubernetes.plugin-failed`, `kubernetes.plugin-answer`, or
    ///   `CancellationError`. None of them quotes its standard output.
    func credential() async throws -> Credential {
        guard let path = surroundings.program(settings.command) else {
            throw missing("is in no folder of PATH")
        }
        var environment = surroundings.environment
        for (name, value) in settings.variables { environment[name] = value.reveal() }
        environment["KUBERNETES_EXEC_INFO"] = request.reveal()
        var process = ChildProcess(
            path: path, arguments: settings.arguments.map { $0.reveal() }, environment: environment)
        process.timeLimit = timeLimit
        let complaints = Complaints(tell: surroundings.tell)
        process.listener = { complaints.add($0) }
        let (end, output) = try await process.run()
        complaints.finish()
        if end == .notStarted(ENOENT) { throw missing("is not there") }
        if let why = failure(end) { throw failed(why, complaints.lastLine) }
        return try ExecCredential.read(output, settings.apiVersion) { unusable($0) }
    }

    private func failure(_ end: ChildProcess.End) -> String? {
        switch end {
        case .exited(0): nil
        case .exited(let code): "it ended with exit code \(code)"
        case .signalled(let signal): "signal \(signal) ended it"
        case .notStarted(let reason): "it could not be started: \(SmallFile.words(for: reason))"
        case .tooSlow: "it had not ended after \(timeLimit)"
        case .tooMuch: "it wrote more than a megabyte"
        }
    }
}

// MARK: - Words

extension ExecPlugin {
    private var title: String { "\(settings.asker) gets its credentials from \(settings.command)" }
    private var hint: String? { settings.installHint.map { "; the kubeconfig says: \($0)" } }

    private func missing(_ why: String) -> Problem {
        Problem(
            "kubernetes.plugin-missing", "the program that gives the credentials is not there",
            detail: "\(title), which \(why)",
            help: "install it, or write its whole path in the kubeconfig\(hint ?? "")")
    }

    private func failed(_ why: String, _ words: String) -> Problem {
        Problem(
            "kubernetes.plugin-failed", "the program that gives the credentials failed",
            detail: "\(title): \(why)" + (words.isEmpty ? "" : ", and said last: \(words)"),
            help: "run it by hand to see what it lacks, such as a login\(hint ?? "")", isRetryable: true)
    }

    private func unusable(_ why: String) -> Problem {
        Problem(
            "kubernetes.plugin-answer", "the program that gives the credentials gave none that can be used",
            detail: "\(title): \(why)",
            help: "use a version of it that speaks \(settings.apiVersion)\(hint ?? "")")
    }
}
