extension FieldPath: ExpressibleByStringLiteral {
    /// Reads `spec.replicas`, `spec.hard["limits.cpu"]`, `ports[0]`, `containers[name=app].image`,
    /// `ports[port=53,protocol=UDP]` and `finalizers[="keep"]`; the empty text is the empty path.
    package init(parsing text: String) throws(FieldPathError) {
        var parser = PathParser(text)
        self.init(try parser.parse())
    }

    /// As `init(parsing:)`. A literal that is no path is a mistake in the program and stops it.
    package init(stringLiteral text: StaticString) {
        do throws(FieldPathError) {
            try self.init(parsing: text.description)
        } catch {
            preconditionFailure(error.description)
        }
    }
}

/// Why a text is no path.
package struct FieldPathError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was read.
    package let text: String
    package let message: String
    /// Bytes from the beginning of the text.
    package let offset: Int

    package var description: String { "'\(text)' is no field path: \(message) at byte \(offset)" }
}

private struct PathParser {
    private let text: String
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private func failure(_ message: String) -> FieldPathError {
        FieldPathError(text: text, message: message, offset: position)
    }

    private func sees(_ byte: Unicode.Scalar) -> Bool {
        position < bytes.count && bytes[position] == UInt8(ascii: byte)
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard sees(byte) else { return false }
        position += 1
        return true
    }

    mutating func parse() throws(FieldPathError) -> [FieldPath.Element] {
        var elements: [FieldPath.Element] = []
        while position < bytes.count {
            if take("[") {
                elements.append(try bracket())
                guard take("]") else { throw failure("expected ']'") }
            } else {
                if !elements.isEmpty, !take(".") { throw failure("expected '.' or '['") }
                elements.append(.key(try key()))
            }
        }
        return elements
    }

    private mutating func bracket() throws(FieldPathError) -> FieldPath.Element {
        if take("=") { return .value(try value()) }
        // An item without key fields means any element; the type allows it, so it must read back.
        if sees("]") { return .item([]) }
        let start = position
        let isQuoted = sees("\"")
        let name = isQuoted ? try quoted() : plain()
        if sees("=") {
            position = start
            return .item(try selectors())
        }
        if isQuoted { return .key(name) }
        if let index = Int(name), index >= 0, name.utf8.first != UInt8(ascii: "+") { return .index(index) }
        position = start
        throw failure("name the field that holds '\(name)', such as [name=\(name)],")
    }

    private mutating func selectors() throws(FieldPathError) -> [FieldPath.Selector] {
        var selectors: [FieldPath.Selector] = []
        repeat {
            let name = sees("\"") ? try quoted() : try key()
            guard take("=") else { throw failure("expected '='") }
            selectors.append(FieldPath.Selector(name, try value()))
        } while take(",")
        return selectors
    }

    private mutating func key() throws(FieldPathError) -> String {
        let start = position
        while position < bytes.count, FieldPath.isBareByte(bytes[position]) { position += 1 }
        guard position > start else { throw failure("expected a key; odd ones are written [\"so\"],") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func plain() -> String {
        let start = position
        while position < bytes.count, FieldPath.isPlainByte(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quoted() throws(FieldPathError) -> String {
        guard case .string(let text) = try json() else { throw failure("expected quoted text") }
        return text
    }

    /// JSON, or plain text without quotes.
    private mutating func value() throws(FieldPathError) -> Value {
        if sees("\"") || sees("{") || sees("[") { return try json() }
        let start = position
        let text = plain()
        guard !text.isEmpty else { throw failure("expected a value") }
        guard FieldPath.isPlain(text) else {
            return (try? Value(json: bytes[start..<position])) ?? .string(text)
        }
        return .string(text)
    }

    /// The JSON value at the position, which ends where its quotes and brackets do.
    private mutating func json() throws(FieldPathError) -> Value {
        let start = position
        var depth = 0
        var isInString = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\\") where isInString: position = min(position + 1, bytes.count)
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{") where !isInString, UInt8(ascii: "[") where !isInString: depth += 1
            case UInt8(ascii: "}") where !isInString, UInt8(ascii: "]") where !isInString: depth -= 1
            default: break
            }
            if depth == 0, !isInString { break }
        }
        do throws(JSONError) { return try Value(json: bytes[start..<position]) } catch {
            position = start + error.offset
            throw failure(error.message)
        }
    }
}
