import Core
import Credentials
import Values

/// A program that prints credentials: `credential_process`.
struct CredentialProgram: Sendable {
    let command: Secret
    /// Who asks for it, for messages.
    let profile: String
    let surroundings: Surroundings
    var timeLimit: Duration = .seconds(120)

    /// - Throws: `aws.credential-process`, which quotes nothing of its output, or `CancellationError`.
    func credentials() async throws -> AWSCredentials {
        guard let words = Self.words(of: command.reveal()), let name = words.first else {
            throw problem("its command is empty, or has a quote without another")
        }
        guard let path = surroundings.program(name) else { throw problem("\(name) is in no folder of PATH") }
        var process = ChildProcess(
            path: path, arguments: Array(words.dropFirst()), environment: surroundings.environment)
        process.timeLimit = timeLimit
        let complaints = Complaints(tell: surroundings.tell)
        process.listener = { complaints.add($0) }
        let (end, output) = try await process.run()
        complaints.finish()
        if let why = failure(end) {
            let last = complaints.lastLine
            throw problem(
                "\(name): \(why)" + (last.isEmpty ? "" : ", and said last: \(last)"), isRetryable: true)
        }
        guard let value = try? Value(json: output), value[key: "Version"]?.int == 1,
            let found = CredentialDocument.read(value, tokenKey: "SessionToken")
        else {
            throw problem("\(name): its answer is no JSON of version 1 with AccessKeyId and SecretAccessKey")
        }
        return found
    }

    /// Cut at white space that is neither quoted nor behind a backslash; nil where a quote is left open. No shell runs it.
    static func words(of command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in command {
            if isEscaped {
                // In double quotes a backslash means itself before all but these.
                if quote == "\"", character != "\"", character != "\\" { word?.append("\\") }
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
                word = word ?? ""
            } else if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        return words
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

    private func problem(_ why: String, isRetryable: Bool = false) -> Problem {
        Problem(
            "aws.credential-process", "the program that gives the AWS credentials gave none",
            detail: "\(profile) has a credential_process: \(why)",
            help: "run it by hand to see what it lacks, such as a login", isRetryable: isRetryable)
    }
}
