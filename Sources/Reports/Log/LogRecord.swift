package import Values

/// One line of a log: for people the message, for programs the fields as well. docs/run.md lists them.
package struct LogRecord: Sendable {
    package enum Level: String, Sendable { case info, warning, error }

    package var level: Level
    /// Such as `run` or `region.away`.
    package var event: String
    /// A sentence without a full stop.
    package var message: String
    package var fields: Fields

    package init(_ level: Level, _ event: String, _ message: String, _ fields: Fields = [:]) {
        self.level = level
        self.event = event
        self.message = message
        self.fields = fields
    }

    /// One JSON object, with a line end.
    ///
    /// - Parameter time: RFC 3339.
    package func json(at time: String) -> String {
        var all: Fields = [
            "time": .string(time), "level": .string(level.rawValue), "event": .string(event),
            "message": .string(message),
        ]
        for (key, value) in fields { all[key] = value }
        return Value.object(all).jsonText + "\n"
    }
}
