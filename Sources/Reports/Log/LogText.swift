package import Diagnostics
import Values

extension LogRecord {
    /// For people: time, level and message, and below it what to do.
    package func text(at time: String, style: TextStyle) -> String {
        let ink: TextStyle.Ink =
            switch level {
            case .info: .dim
            case .warning: .yellow
            case .error: .red
            }
        let level = level.rawValue + String(repeating: " ", count: 7 - level.rawValue.utf8.count)
        var lines = ["\(style.paint(time, .dim))  \(style.paint(level, ink))  \(VisibleText.escape(message))"]
        let indent = String(repeating: " ", count: time.utf8.count + 11)
        for key in ["detail", "help"] {
            guard let text = fields[key]?.string, !text.isEmpty else { continue }
            lines.append("\(indent)\(key == "help" ? "help: " : "")\(VisibleText.escape(text))")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
