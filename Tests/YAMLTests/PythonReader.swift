import Foundation
import TestSupport
import Testing

/// PyYAML, a reader of YAML 1.1 that shares no code with libyaml, as the judge of what we write.
enum PythonReader {
    /// Reads pairs of documents, `{value: t, t: [t, {inner: t}]}` and `t`, and answers each t in hexadecimal, or
    /// "differs" where they do not agree.
    static func strings(in bytes: [UInt8]) throws -> [String] {
        let program = """
            import sys, yaml
            documents = list(yaml.load_all(sys.stdin.buffer.read().decode(), yaml.SafeLoader))
            for mapping, text in zip(documents[::2], documents[1::2]):
                same = isinstance(text, str) and mapping == {"value": text, text: [text, {"inner": text}]}
                print(text.encode().hex(" ") if same else "differs: %r %r" % (mapping, text))
            """
        let folder = FileManager.default.temporaryDirectory
        let input = folder.appendingPathComponent("cadastre-\(UUID().uuidString).yaml")
        try Data(bytes).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        try #require(process.awaitEnd() == 0, "python3 with PyYAML (package python3-yaml) is needed")
        let lines = String(decoding: answer, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.dropLast().map(String.init)
    }
}
