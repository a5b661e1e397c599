import Diagnostics
import Values
import YAML

extension Form where Output == Sourced<Value> {
    /// A mapping with anything in it.
    static var anything: Form {
        Form(Notation(words: "a mapping of your own", schema: ["type": "object"])) { node, decoder in
            guard node.kind == .mapping else {
                decoder.mismatch(node, expected: "a mapping")
                return nil
            }
            return decoder.value(node).map { Sourced($0, at: decoder.origin(of: node)) }
        }
    }
}

extension SpecDecoder {
    /// The YAML as data. What has no meaning in YAML's core schema is reported.
    mutating func value(_ node: YAMLNode) -> Value? {
        switch node.kind {
        case .mapping:
            var members: [(String, Value)] = []
            members.reserveCapacity(node.count)
            for (key, child) in node.entries {
                if let value = value(child) { members.append((key.text, value)) }
            }
            return members.count == node.count ? .object(Fields(members)) : nil
        case .sequence:
            var items: [Value] = []
            for child in node.items {
                if let value = value(child) { items.append(value) }
            }
            return items.count == node.count ? .array(items) : nil
        case .scalar: return scalarValue(node)
        }
    }

    private mutating func scalarValue(_ node: YAMLNode) -> Value? {
        do throws(Diagnostic) {
            switch try node.scalar {
            case .null: return .null
            case .bool(let flag): return .bool(flag)
            case .int(let number): return .int(number)
            case .float(let number): return .double(number)
            case .string(let text): return .string(text)
            }
        } catch {
            report(error)
            return nil
        }
    }
}
