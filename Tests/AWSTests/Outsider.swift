import Foundation
import TestSupport
import Testing
import Values

/// Somebody else who works in a cloud's account, with AWS's own library: what we see of it is not what we made of it.
final class Outsider {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())

    init(in cloud: Cloud) throws {
        process.executableURL = URL(
            fileURLWithPath: try #require(ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS_PYTHON"]))
        process.arguments = [
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("AWSStandIn/work-with-boto3.py").path
        ]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "AWS_ENDPOINT_URL": cloud.address, "AWS_ACCESS_KEY_ID": "AKIA\(cloud.account)BOTO",
            "AWS_SECRET_ACCESS_KEY": "of-a-test",
        ]) { $1 }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.awaitEnd()
    }

    struct Refused: Error, CustomStringConvertible { let description: String }

    /// - Parameter method: boto3's name of it, such as `modify_db_instance`.
    @discardableResult
    func call(_ service: String, _ method: String, _ input: Fields, in region: String = "eu-west-1") throws
        -> Value
    {
        let call: Value = [
            "service": .string(service), "region": .string(region), "method": .string(method),
            "with": .object(input),
        ]
        try self.input.fileHandleForWriting.write(contentsOf: call.json(.compact) + [UInt8(ascii: "\n")])
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { throw Refused(description: "\(service) \(method): it has gone") }
            line += more
        }
        let told = try Value(json: line)
        if let error = told[key: "error"]?.string {
            throw Refused(description: "\(service) \(method): \(error)")
        }
        return told[key: "answer"] ?? .null
    }
}
