import ArgumentParser
import Core
import Diagnostics
import Glibc
import Reports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Shows what an apply did, from the file that it wrote.",
        discussion: """
            `cadastre apply --report FILE` writes a line for each thing it does, when it does it. This shows them as the \
            apply did: who applied what and when, each change with its values, what failed and why. Where the apply was cut \
            off, it says which changes were begun and not known to have ended. A file can hold several applies.

            EXAMPLES
              cadastre report applied.jsonl
              cadastre report applied.jsonl --last
              cadastre report applied.jsonl --output markdown >comment.md
              jq 'select(.result == "failed")' applied.jsonl     each line is JSON; see docs/apply-report.md
            """)

    @Argument(help: "The file that `apply --report` wrote.", completion: .file())
    var file: String

    @Flag(name: .long, help: "Only the last apply of the file.")
    var last = false

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, markdown }

    @Option(name: .shortAndLong, help: "How it is written: text or markdown.")
    var output = Format.text

    @OptionGroup var colour: ColourOption

    func run() throws {
        let reader = try ApplyRecordReader(try read(), named: file)
        let records = last ? Array(reader.records.suffix(1)) : reader.records
        let texts = records.map { record in
            let text = ApplyRecordText(record, sources: reader.sources, style: colour.style())
            return output == .text ? text.render() : text.markdown()
        }
        OutputStream.standardOutput.write(texts.joined(separator: "\n"))
    }

    private func read() throws(Problem) -> [UInt8] {
        do throws(SystemError) { return try SystemFile.read(file) } catch {
            throw Problem(
                "report.unreadable", "\(file) cannot be read", detail: error.words,
                help: "name a file that `cadastre apply --report` wrote")
        }
    }
}
