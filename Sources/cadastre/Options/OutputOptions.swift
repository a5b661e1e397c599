import ArgumentParser
import Diagnostics

enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never

    func style(on stream: OutputStream) -> TextStyle {
        switch self {
        case .always: .colour
        case .never: .plain
        case .auto: stream.isTerminal && Environment["NO_COLOR", default: ""].isEmpty ? .colour : .plain
        }
    }
}

struct ColourOption: ParsableArguments {
    @Option(
        name: .customLong("color"),
        help: "Colours: auto (on a terminal, unless NO_COLOR is set), always, never.")
    var choice = ColourChoice.auto

    func style(on stream: OutputStream = .standardOutput) -> TextStyle { choice.style(on: stream) }
}

enum PlanFormat: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }
