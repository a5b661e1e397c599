import Diagnostics
import Values

/// A value as it stands in a line of a plan: JSON, cut where it would fill the line.
func lineText(_ value: Value?, limit: Int = 60) -> String {
    guard let value else { return "(none)" }
    return VisibleText.escape(value.jsonText, limit: limit)
}
