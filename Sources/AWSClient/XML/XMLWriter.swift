import Values

/// XML as S3 reads it: every member is an element, and a list repeats its element.
struct XMLWriter {
    private var text = ""

    static func document(_ root: String, _ content: Value, namespace: String) -> [UInt8] {
        var writer = XMLWriter()
        writer.text = "<\(root) xmlns=\"\(escaped(namespace))\">"
        writer.write(content)
        writer.text += "</\(root)>"
        return Array(writer.text.utf8)
    }

    private mutating func write(_ content: Value) {
        switch content {
        case .null: break
        case .bool(let flag): text += flag ? "true" : "false"
        case .int(let number): text += "\(number)"
        case .double(let number): text += "\(number)"
        case .string(let string): text += Self.escaped(string)
        // Without a name of their own, elements of a list have nowhere to stand.
        case .array: break
        case .object(let fields):
            for (name, value) in fields { writeElements(name, value) }
        }
    }

    private mutating func writeElements(_ name: String, _ value: Value) {
        for value in value.array ?? [value] where !value.isNull {
            text += "<\(name)>"
            write(value)
            text += "</\(name)>"
        }
    }

    private static func escaped(_ string: String) -> String {
        var result = ""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // A reader would take them for the ends of lines.
            case "\r": result += "&#xD;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
