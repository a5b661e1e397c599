import Core
import Diagnostics

/// Says on standard error what went wrong, in the form of every other message.
func tell(_ problem: Problem) {
    let style = ColourChoice.auto.style(on: .standardError)
    let text = DiagnosticText(sources: SourceMap(), style: style).render(Diagnostic(.error, problem))
    OutputStream.standardError.write(text)
}
