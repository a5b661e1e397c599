import Foundation
import TestSupport
import Values

/// What Python's `json` makes of many texts, asked in one process.
enum PythonJudge {
    /// For each text its value in the spelling of `spelling(_:)`, or nil where it is refused.
    static func read(_ texts: [[UInt8]]) throws -> [String?] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "values-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "input")
        let output = folder.appending(path: "output")
        try Data(texts.map { hex($0) }.joined(separator: "\n").utf8).write(to: input)

        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, input.path, output.path]
        try python.run()
        python.awaitEnd()
        let lines = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
        return lines.map { $0 == "refused" ? nil : String($0) }
    }

    /// Every kind of value told apart, doubles by their bits, strings by their bytes, members in their order.
    static func spelling(_ value: Value) -> String {
        switch value {
        case .null: "n"
        case .bool(let flag): flag ? "t" : "f"
        case .int(let number): "i\(number)"
        case .double(let number): "d" + String(number.bitPattern, radix: 16)
        case .string(let text): "s" + hex(Array(text.utf8))
        case .array(let elements): "[" + elements.map(spelling).joined(separator: ",") + "]"
        case .object(let fields):
            "{" + fields.map { hex(Array($0.key.utf8)) + ":" + spelling($0.value) }.joined(separator: ",")
                + "}"
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The differences from Python that we mean: lone surrogates become U+FFFD, numbers beyond a double and
    /// NaN are refused, and whole numbers beyond 64 bits are doubles.
    private static let script = """
        import json, struct, sys

        def refuse(text): raise ValueError(text)

        def whole(text):
            number = int(text)
            return number if -2**63 <= number < 2**63 else real(text)

        def real(text):
            number = float(text)
            if number in (float("inf"), float("-inf")): refuse(text)
            return number

        def clean(text): return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

        def code(text): return clean(text).encode().hex()

        def spell(value):
            if value is None: return "n"
            if value is True: return "t"
            if value is False: return "f"
            if isinstance(value, int): return "i" + str(value)
            if isinstance(value, float): return "d" + format(struct.unpack("<Q", struct.pack("<d", value))[0], "x")
            if isinstance(value, str): return "s" + code(value)
            if isinstance(value, list): return "[" + ",".join(map(spell, value)) + "]"
            return "{" + ",".join(code(k) + ":" + spell(v) for k, v in value.items()) + "}"

        def members(pairs): return {clean(key): value for key, value in pairs}

        with open(sys.argv[1]) as given, open(sys.argv[2], "w") as answers:
            for line in given.read().split("\\n"):
                try:
                    text = bytes.fromhex(line).decode("utf-8")
                    value = json.loads(
                        text, parse_constant=refuse, parse_int=whole, parse_float=real, object_pairs_hook=members)
                    print(spell(value), file=answers)
                except ValueError:
                    print("refused", file=answers)
        """
}
