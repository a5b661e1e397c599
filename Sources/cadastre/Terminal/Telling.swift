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

/// Passes on a line that a credential plugin says to a person.
@Sendable func passOn(_ line: String) { OutputStream.standardError.write("\(VisibleText.escape(line))\n") }
