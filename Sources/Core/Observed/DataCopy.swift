/// Something that nobody marked, and that holds the data of an object of the fleet's: a replica made by hand, a backup copied
/// elsewhere.
package struct DataCopy: Hashable, Sendable {
    package let id: ObjectID
    /// Whose data it holds; in this scope or another.
    package let source: ObjectID

    package init(_ id: ObjectID, of source: ObjectID) {
        self.id = id
        self.source = source
    }
}
