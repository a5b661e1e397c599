import Core
import Values

/// What an object is, without what differs between two clusters, two fleets or two moments in which the same was done.
struct ObjectState: Hashable, CustomStringConvertible {
    let description: String

    init(_ object: ObservedObject, fleet: String) throws {
        let body = try object.body.decode().withoutMoment
        let text = String(decoding: body.sortedByKey.json(.compact), as: UTF8.self)
        description = "\(object.id) \(text)".split(separator: fleet, omittingEmptySubsequences: false)
            .joined(separator: "FLEET")
    }
}

extension Value {
    /// Without identity, times, what controllers report, and hashes, which follow from the names.
    fileprivate var withoutMoment: Value {
        guard var members = fields else { return self }
        // A ServiceAccount's secrets are the controller's.
        for key in ["status", "secrets"] { members[key] = nil }
        for key in ["clusterIP", "clusterIPs"] { members["spec"] = members["spec"]?.without(key) }
        var metadata = members["metadata"] ?? [:]
        for key in ["uid", "resourceVersion", "creationTimestamp", "generation", "selfLink"] {
            metadata = metadata.without(key)
        }
        if let owners = metadata[key: "managedFields"]?.array {
            metadata = metadata.setting("managedFields", .array(owners.compactMap(\.ownClaim)))
        }
        members["metadata"] = metadata
        return Value.object(members).withoutHashes
    }

    /// An entry of `managedFields` without its time; nil for those of controllers.
    private var ownClaim: Value? {
        guard self[key: "manager"]?.string?.hasPrefix("kube-") == false,
            self[key: "manager"]?.string != "Go-http-client"
        else { return nil }
        return without("time")
    }

    private func without(_ key: String) -> Value { setting(key, nil) }

    private func setting(_ key: String, _ value: Value?) -> Value {
        guard var members = fields else { return self }
        members[key] = value
        return .object(members)
    }

    private var withoutHashes: Value {
        switch self {
        case .array(let elements): return .array(elements.map(\.withoutHashes))
        case .object(let members):
            return .object(
                Fields(
                    members.map { key, value in
                        (
                            key,
                            key.hasPrefix("cadastre.dev/") && key != Mark.tenantLabel
                                && key != Mark.fleetLabel && value.string != nil
                                ? "HASH" : value.withoutHashes
                        )
                    }))
        default: return self
        }
    }

    /// The members of every object in the order of their keys.
    fileprivate var sortedByKey: Value {
        switch self {
        case .array(let elements): .array(elements.map(\.sortedByKey))
        case .object(let members):
            .object(Fields(members.map { ($0.key, $0.value.sortedByKey) }.sorted { $0.0 < $1.0 }))
        default: self
        }
    }
}
