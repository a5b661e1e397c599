import Core
import Foundation
import TestSupport
import Testing
import Values

@testable import AWSClient

@Suite struct SharedFileTests {
    @Test func `Comments, spaces, upper case and repeated keys are read as AWS's tools read them`() throws {
        let file = try INIFile(
            """
            # comment
            ; comment

            [ profile   a ]  # behind
            KEY =  value # not a comment
            key=last
            empty =
            url = https://x/?a=b
            s3 =
              nested = 1
            \tother=2
            [b];
            """)
        #expect(file.sections.map(\.name) == ["profile a", "b"])
        let entries = file.sections[0].entries
        #expect(entries.map(\.key) == ["key", "key", "empty", "url", "s3"])
        #expect(
            entries.map { $0.value.reveal() } == ["value # not a comment", "last", "", "https://x/?a=b", ""])
        #expect(entries[4].nested.map(\.key) == ["nested", "other"])
        #expect(entries[3].line == 8)
    }

    @Test func `Mistakes are told with file, line and column, and without a word of what is there`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("aws-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var problems: [Problem] = []
        for text in [
            "[default]\ncanary", "key = canary", "[default", "[default] canary", "[a]\n  k = canary",
            "[a]\n= canary",
        ] {
            try Data(text.utf8).write(to: folder.appendingPathComponent("config"))
            problems.append(try #require(throws: Problem.self) { try shared(folder.path) })
        }
        try Data([0x5B, 0xFF]).write(to: folder.appendingPathComponent("config"))
        problems.append(try #require(throws: Problem.self) { try shared(folder.path) })
        problems.append(
            try #require(throws: Problem.self) {
                try SharedConfig(environment: ["AWS_SHARED_CREDENTIALS_FILE": folder.path])
            })
        let text = problems.map(\.text).joined(separator: "\n").replacing(folder.path, with: "FOLDER")
        #expect(!text.contains("canary"))
        expectGolden(text, at: "Cases/problem/aws.config.txt")
    }

    private func shared(_ folder: String) throws -> SharedConfig {
        try SharedConfig(environment: ["AWS_CONFIG_FILE": "\(folder)/config", "HOME": folder])
    }

    @Test func `Files that are not there are empty, and those of home are found`() throws {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("aws-\(UUID().uuidString)")
        #expect(try SharedConfig(environment: ["HOME": home.path]).profiles.isEmpty)
        try FileManager.default.createDirectory(
            at: home.appendingPathComponent(".aws"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try Data("[x]\nregion = r\n".utf8).write(to: home.appendingPathComponent(".aws/credentials"))
        #expect(try SharedConfig(environment: ["HOME": home.path]).profiles["x"]?["region"] == "r")
    }

    @Test func `A profile shows no value however it is printed`() throws {
        let file = try INIFile("[p]\naws_secret_access_key = canary\nsomething =\n  nested = canary")
        let config = SharedConfig(config: nil, keys: file)
        var printed = "\(file) \(config) \(String(reflecting: config))"
        dump(config, to: &printed)
        dump(file, to: &printed)
        #expect(!printed.contains("canary"))
    }
}
