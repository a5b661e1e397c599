import Core
import Diagnostics

/// Says on standard error what went wrong, in the form of every other message.
func tell(_ problem: Problem) { tell(Diagnostic(.error, problem)) }

/// As above, of what has no place in a spec.
func tell(_ diagnostic: Diagnostic) {
    let style = ColourChoice.auto.style(on: .standardError)
    let text = DiagnosticText(sources: SourceMap(), style: style).render(diagnostic)
    OutputStream.standardError.write(text)
}
