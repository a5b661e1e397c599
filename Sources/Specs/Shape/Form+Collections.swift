import Diagnostics
import Values
import YAML

extension Form {
    /// A list, each item in the form of its type.
    static func list<Item: SpecType>(of type: Item.Type) -> Form where Output == [Item.Written] {
        .list(of: type.form, words: "a list, each \(type.form.notation.words)")
    }

    fileprivate static func list<Item>(of item: Form<Item>, words: String) -> Form where Output == [Item] {
        let notation = Notation(
            words: item.notation.fields.isEmpty ? words : "a list of mappings",
            schema: ["type": "array", "items": .object(item.notation.schema)],
            fields: item.notation.fields, infix: "[]" + item.notation.infix)
        return Form(notation) { node, decoder in
            guard node.kind == .sequence else {
                decoder.mismatch(
                    node, expected: "a list", help: node.kind == .scalar ? "write [\(node.text)]" : nil)
                return nil
            }
            var items: [Item] = []
            items.reserveCapacity(node.count)
            for child in node.items {
                if let value = item.decode(child, &decoder) { items.append(value) }
            }
            // What is broken was reported; the rest is still worth checking.
            return items
        }
    }

    /// A list whose order means nothing and that has nothing twice.
    static func set<Item: SpecScalar & Hashable>(of type: Item.Type) -> Form
    where Output == Sourced<[Item]> {
        let list = Form<[Sourced<Item>]>.list(of: type)
        var notation = list.notation
        notation.schema["uniqueItems"] = true
        notation.schema["minItems"] = 1
        return Form(notation) { node, decoder in
            guard let items = list.decode(node, &decoder) else { return nil }
            guard node.count > 0 else {
                decoder.report(
                    Diagnostic(
                        .outOfRange, "the list is empty", at: decoder.origin(of: node),
                        label: "expected at least one of them", help: "add one, or remove the key"))
                return nil
            }
            if items.count == 1 { return Sourced([items[0].value], at: decoder.origin(of: node)) }
            var seen: Set<Item> = []
            for item in items where !seen.insert(item.value).inserted {
                decoder.report(
                    Diagnostic(
                        .repeatedValue, "the same value twice", at: item.origin,
                        label: "this is in the list already", help: "remove one of them"))
                return nil
            }
            return Sourced(items.map(\.value), at: decoder.origin(of: node))
        }
    }

    /// A mapping with keys that the writer chooses, each of a scalar type.
    static func table<Key: SpecScalar, Item>(of item: Form<Sourced<Item>>, by key: Key.Type) -> Form
    where Output == Table<Item> {
        var names: Fields = [:]
        if let pattern = key.notation.pattern { names["pattern"] = .string(pattern) }
        names["examples"] = .array(key.notation.examples.map(Value.string))
        let notation = Notation(
            words: "a mapping from \(key.notation.noun) to \(item.notation.words)",
            schema: [
                "type": "object", "propertyNames": .object(names),
                "additionalProperties": .object(item.notation.schema),
            ])
        return Form(notation) { node, decoder in
            guard node.kind == .mapping else {
                decoder.mismatch(node, expected: "a mapping")
                return nil
            }
            var entries: [Table<Item>.Entry] = []
            entries.reserveCapacity(node.count)
            let outer = decoder.key
            defer { decoder.key = outer }
            for (name, child) in node.entries {
                decoder.key = decoder.origin(of: name)
                let isValid = decoder.check(key: name, as: key)
                guard let value = item.decode(child, &decoder), isValid else { continue }
                entries.append(.init(key: Sourced(name.text, at: decoder.key), value: value))
            }
            return entries.count == node.count ? Table(entries, at: outer) : nil
        }
    }
}

extension Form where Output == [Sourced<String>] {
    /// A list of texts.
    static var texts: Form { .list(of: Form<Sourced<String>>.text, words: "a list of texts") }
}

extension SpecDecoder {
    fileprivate mutating func check<Key: SpecScalar>(key node: YAMLNode, as type: Key.Type) -> Bool {
        do throws(Misfit) {
            _ = try Key(parsing: node.text)
            return true
        } catch {
            report(
                Diagnostic(
                    .invalidKey, "\"\(node.text)\" is not \(type.notation.noun)", at: origin(of: node),
                    label: error.reason,
                    help: error.suggestion.map { "did you mean \"\($0)\"?" }
                        ?? "write it like \(type.notation.examples.joined(separator: " or "))"))
            return false
        }
    }
}
