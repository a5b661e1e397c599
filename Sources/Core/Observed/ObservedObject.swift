package import Values

/// One object as it is in the world. Its body stays text until it is compared: a fleet holds more objects
/// than it changes. A class for the same reason: there are as many as there are objects.
package final class ObservedObject: Sendable {
    package let id: ObjectID
    /// nil: not ours, and never to be touched.
    package let mark: Mark?
    package let version: ObjectVersion
    /// Its deletion was asked for and has not ended.
    package let isTerminating: Bool
    package let body: JSONText

    package init(
        id: ObjectID, mark: Mark?, version: ObjectVersion, isTerminating: Bool = false, body: JSONText
    ) {
        self.id = id
        self.mark = mark
        self.version = version
        self.isTerminating = isTerminating
        self.body = body
    }
}

/// Which object and which state of it was seen: the precondition of a change or a delete.
package struct ObjectVersion: Hashable, Sendable {
    /// Never used again, even for an object of the same name.
    package let uid: String
    /// Differs after every write.
    package let revision: String

    package init(uid: String, revision: String) {
        self.uid = uid
        self.revision = revision
    }
}
