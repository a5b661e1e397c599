import Values
import YAML

/// The first line of every rendered file. Only a file that begins with it is ever overwritten or removed.
package let renderedFileHeader = "# Written by `cadastre render`. Change the specs, not this file.\n"

/// One document with the members in the order that the blueprint gives them.
func yamlDocument(_ value: Value) throws(YAMLWriter.Failure) -> [UInt8] {
    var writer = YAMLWriter()
    writer.beginDocument()
    write(value, to: &writer)
    writer.endDocument()
    return try writer.finish()
}

private func write(_ value: Value, to writer: inout YAMLWriter) {
    switch value {
    case .null: writer.null()
    case .bool(let flag): writer.bool(flag)
    case .int(let number): writer.int(number)
    case .double(let number): writer.double(number)
    case .string(let text): writer.string(text)
    case .array(let elements):
        writer.beginSequence()
        for element in elements { write(element, to: &writer) }
        writer.end()
    case .object(let members):
        writer.beginMapping()
        for (key, value) in members {
            writer.key(key)
            write(value, to: &writer)
        }
        writer.end()
    }
}
