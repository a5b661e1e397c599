extension String {
    /// What a server says as part of a message of ours: on one line, without a full stop.
    package var asClause: String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }
}
