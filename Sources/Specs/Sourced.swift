package import Diagnostics

/// A value and the YAML that it was written in.
package struct Sourced<Value> {
    package var value: Value
    package var origin: Origin

    package init(_ value: Value, at origin: Origin) {
        self.value = value
        self.origin = origin
    }
}

extension Sourced {
    /// Something else that the same YAML says.
    func map<Other>(_ change: (Value) -> Other) -> Sourced<Other> {
        Sourced<Other>(change(value), at: origin)
    }
}

extension Sourced: Sendable where Value: Sendable {}
extension Sourced: Equatable where Value: Equatable {}

/// A mapping with free keys, in the order written.
package struct Table<Value>: ExpressibleByDictionaryLiteral {
    package struct Entry {
        package var key: Sourced<String>
        package var value: Sourced<Value>
    }

    package var entries: [Entry]
    /// The key whose value it is: where an entry that is gone was, or would be.
    package var origin: Origin?

    package init(_ entries: [Entry] = [], at origin: Origin? = nil) {
        self.entries = entries
        self.origin = origin
    }
    package init(dictionaryLiteral elements: (String, Never)...) { entries = [] }

    package subscript(key: String) -> Sourced<Value>? { entries.first { $0.key.value == key }?.value }
}

extension Table: Sendable where Value: Sendable {}
extension Table.Entry: Sendable where Value: Sendable {}
