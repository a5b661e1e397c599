import ArgumentParser
import Core
import Glibc
import Reports

enum LogFormat: String, CaseIterable, ExpressibleByArgument { case json, text }

/// How a command that runs for long says what it does: on standard error.
struct LogOptions: ParsableArguments {
    @Option(name: .long, help: "json, one object a line, or text; text where standard error is a terminal.")
    var log: LogFormat?

    var writer: @Sendable (LogRecord) -> Void {
        let stream = OutputStream.standardError
        let style = ColourChoice.auto.style(on: stream)
        let format = log ?? (stream.isTerminal ? .text : .json)
        return { record in
            let time = Clock.stamp
            stream.write(format == .json ? record.json(at: time) : record.text(at: time, style: style))
        }
    }
}
