package import Diagnostics

/// The entries of a mapping, keys and values with aliases followed.
package struct YAMLEntries: Sequence, IteratorProtocol, Sendable {
    let storage: YAMLTree.Storage
    var position: Int
    let end: Int

    /// Where an entry is: to look at its key, and to come back to it, without making nodes.
    package struct Place: Sendable {
        let key: UInt32
    }

    /// As `next()`, but only where the entry is.
    package mutating func nextPlace() -> Place? {
        guard position < end else { return nil }
        defer { position = storage.end(of: storage.end(of: position)) }
        return Place(key: UInt32(position))
    }

    /// Whether the key at a place that these entries gave is that text, which is UTF-8.
    package func isKey(_ bytes: [UInt8], at place: Place) -> Bool {
        storage.isText(of: storage.resolved(Int(place.key)), bytes)
    }

    /// Where the key is written; of an alias, as for a node, where the original is.
    package func origin(ofKeyAt place: Place) -> Origin {
        storage.origin(of: storage.resolved(Int(place.key)))
    }

    package func key(at place: Place) -> YAMLNode { YAMLNode(storage, Int(place.key)) }

    package func value(at place: Place) -> YAMLNode { YAMLNode(storage, storage.end(of: Int(place.key))) }

    package mutating func next() -> (key: YAMLNode, value: YAMLNode)? {
        guard position < end else { return nil }
        let key = position
        let value = storage.end(of: key)
        position = storage.end(of: value)
        return (YAMLNode(storage, key), YAMLNode(storage, value))
    }
}

/// The items of a sequence, aliases followed.
package struct YAMLItems: Sequence, IteratorProtocol, Sendable {
    let storage: YAMLTree.Storage
    var position: Int
    let end: Int

    package mutating func next() -> YAMLNode? {
        guard position < end else { return nil }
        defer { position = storage.end(of: position) }
        return YAMLNode(storage, position)
    }
}
