/// The entries of a mapping, keys and values with aliases followed.
package struct YAMLEntries: Sequence, IteratorProtocol, Sendable {
    let storage: YAMLTree.Storage
    var position: Int
    let end: Int

    /// Where the next entry is, to come back to it.
    package struct Place: Sendable {
        let key: UInt32
    }

    package var nextPlace: Place { Place(key: UInt32(position)) }

    /// The entry at a place that these entries gave.
    package func entry(at place: Place) -> (key: YAMLNode, value: YAMLNode) {
        let key = Int(place.key)
        return (YAMLNode(storage, key), YAMLNode(storage, storage.end(of: key)))
    }

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
