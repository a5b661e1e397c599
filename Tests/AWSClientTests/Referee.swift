import Foundation
import TestSupport
import Testing
import Values

/// botocore, AWS's own library for Python, as the judge of what we send.
enum Referee {
    /// The interpreter that has botocore; the testbed names its own.
    private static let python =
        ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS_PYTHON"] ?? "python3"

    /// Asks all questions of one process.
    static func answers(to questions: [Value]) throws -> [Value] {
        let folder = FileManager.default.temporaryDirectory
        let input = folder.appendingPathComponent("cadastre-\(UUID().uuidString).jsonl")
        try Data(questions.map { "\($0.jsonText)\n" }.joined().utf8).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Referee/referee.py")
        process.arguments = [python, program.path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        try #require(process.awaitEnd() == 0, "python3 with botocore is needed")
        let answers = try bytes.split(separator: 10).map { try Value(json: [UInt8]($0)) }
        try #require(answers.count == questions.count)
        return answers
    }
}
