import Core
import Values

/// What has to be known of an object without reading it all.
struct ObjectHead: Sendable {
    let namespace: String
    let name: String
    let version: ObjectVersion
    let mark: Mark?
    let isTerminating: Bool
    /// People have said that it is not to be deleted.
    let isProtected: Bool

    /// Nil when the value is no object as API servers give them.
    init?(_ tape: JSONTape, _ object: JSONTape.Cursor) {
        guard let metadata = tape.member("metadata", of: object), let name = tape.text("name", of: metadata),
            let uid = tape.text("uid", of: metadata),
            let revision = tape.text("resourceVersion", of: metadata)
        else { return nil }
        self.name = name
        namespace = tape.text("namespace", of: metadata) ?? ""
        version = ObjectVersion(uid: uid, revision: revision)
        isTerminating = tape.text("deletionTimestamp", of: metadata) != nil
        isProtected = tape.text("annotations", Mark.protectionAnnotation, of: metadata) == "true"
        mark = Mark(
            label: { tape.text("labels", $0, of: metadata) },
            fingerprint: tape.text("annotations", Mark.fingerprintAnnotation, of: metadata))
    }

    func isMarked(by fleet: String) -> Bool { mark?.fleet == fleet }

    func object(as id: ObjectID, body: JSONText) -> ObservedObject {
        ObservedObject(id: id, mark: mark, version: version, isTerminating: isTerminating, body: body)
    }
}

extension Mark {
    /// Nil without both labels of the mark.
    init?(label: (String) -> String?, fingerprint: String?) {
        guard label(Mark.managedByLabel) == Mark.managedByValue, let fleet = label(Mark.fleetLabel) else {
            return nil
        }
        self.init(fleet: fleet, tenant: label(Mark.tenantLabel), fingerprint: fingerprint)
    }
}
