import HTTP
import Testing

@testable import Credentials

@Suite struct ProgramTests {
    @Test(
        "A program's output and end are told apart by what it did",
        arguments: [
            ("echo out; echo err >&2", ChildProcess.End.exited(0), "out\n"), ("exit 3", .exited(3), ""),
            ("kill -TERM $$", .signalled(15), ""), ("yes | head -c 2000000", .tooMuch, ""),
        ])
    func ends(script: String, end: ChildProcess.End, output: String) async throws {
        let process = ChildProcess(path: "/bin/sh", arguments: ["-c", script], environment: [:])
        let result = try await process.run()
        #expect(result.end == end)
        #expect(String(decoding: result.output, as: UTF8.self) == output)
    }

    @Test("A program without a slash is looked for in PATH, but never relative to the working directory")
    func search() {
        func found(_ command: String, in path: String?) -> String? {
            Surroundings(environment: path.map { ["PATH": $0] } ?? [:]) { _ in }.program(command)
        }
        #expect(found("sh", in: "/nowhere:/bin") == "/bin/sh")
        #expect(found("sh", in: "bin:./bin") == nil)
        #expect(found("./sh", in: "/bin") == "./sh")
        #expect(found("sh", in: nil) != nil)
    }

    @Test("A file that is not there is told apart from one that cannot be read")
    func files() throws {
        #expect(try SmallFile.read("/nowhere/file") == nil)
        #expect(throws: SmallFile.Failure.self) { try SmallFile.read("/") }
    }
}
