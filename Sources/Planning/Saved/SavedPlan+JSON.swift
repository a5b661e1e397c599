package import Core
import Values

/// The file of a saved plan: docs/saved-plan.md describes it. Within one `apiVersion` members are only added.
extension SavedPlan {
    package static let family = "cadastre.dev/saved-plan/"
    static let apiVersion = family + "v1"

    package var json: [UInt8] {
        var document: Fields = [
            "apiVersion": .string(Self.apiVersion), "version": .string(version), "fleet": .string(fleet),
        ]
        document["specs"] = [
            "folder": .string(specs), "digest": .string(digest), "objects": wantedValue,
        ]
        if let sandbox { document["sandbox"] = .string(sandbox) }
        if let observedAt { document["observedAt"] = .string("\(observedAt)") }
        document["options"] = options.value
        document["changes"] = .array(changes.map(\.value))
        document["seal"] = .string(Self.seal(of: document))
        return Value.object(document).json(.pretty) + [UInt8(ascii: "\n")]
    }

    /// By scope and then by `Kind namespace/name`: there are as many as there are objects.
    private var wantedValue: Value {
        let scopes = Dictionary(grouping: wanted, by: \.key.scope).sorted { $0.key < $1.key }
        return .object(
            Fields(
                scopes.map { scope, objects in
                    let sorted = objects.sorted { $0.key < $1.key }
                    return (
                        "\(scope)", Value.object(Fields(sorted.map { ($0.key.short, .string($0.value)) }))
                    )
                }))
    }

    /// What everything else in the file amounts to, so that a change of it is seen. No security: who may write the file
    /// can write the seal.
    private static func seal(of document: Fields) -> String { Fingerprint.of(.object(document)) }
}

extension SavedPlan {
    /// - Throws: `saved-plan.damaged`, `saved-plan.foreign` or `saved-plan.newer`.
    /// - Parameter name: what the file is called in messages.
    package init(json: [UInt8], named name: String) throws(Problem) {
        let document: Value
        do throws(JSONError) { document = try Value(json: json) } catch {
            throw .damaged(name, "\(error)")
        }
        guard let version = document[key: "apiVersion"]?.string, version.hasPrefix(Self.family) else {
            throw .foreign(name, document[key: "apiVersion"]?.string)
        }
        guard version == Self.apiVersion else { throw .newer(name, version) }
        guard var members = document.fields, let seal = members["seal"]?.string else {
            throw .damaged(name, "its end is missing")
        }
        members["seal"] = nil
        guard Self.seal(of: members) == seal else { throw .damaged(name, "it is not as it was written") }
        guard let plan = SavedPlan(.object(members)) else {
            throw .damaged(name, "part of what it should hold is missing")
        }
        self = plan
    }

    private init?(_ document: Value) {
        guard let version = document[key: "version"]?.string, let fleet = document[key: "fleet"]?.string,
            let specs = document[key: "specs"], let folder = specs[key: "folder"]?.string,
            let digest = specs[key: "digest"]?.string, let scopes = specs[key: "objects"]?.fields,
            let options = document[key: "options"].flatMap(PlanningOptions.init),
            let changes = document[key: "changes"]?.array?.map(SavedChange.init),
            !changes.contains(where: { $0 == nil }), let wanted = Self.wanted(scopes)
        else { return nil }
        self.init(
            version: version, fleet: fleet, specs: folder, digest: digest,
            sandbox: document[key: "sandbox"]?.string,
            observedAt: document[key: "observedAt"]?.string.flatMap(Timestamp.init(rfc3339:)),
            options: options,
            wanted: wanted, changes: changes.compactMap(\.self))
    }

    private static func wanted(_ scopes: Fields) -> [ObjectID: String]? {
        var wanted: [ObjectID: String] = [:]
        for (name, objects) in scopes {
            guard let scope = Scope(name), let objects = objects.fields else { return nil }
            wanted.reserveCapacity(wanted.count + objects.count)
            for (short, fingerprint) in objects {
                guard let id = ObjectID(short: short, in: scope), let fingerprint = fingerprint.string else {
                    return nil
                }
                wanted[id] = fingerprint
            }
        }
        return wanted
    }
}

extension SavedChange {
    fileprivate var value: Value {
        var result: Fields = ["object": id.value, "action": .string(action.rawValue)]
        if !differences.isEmpty {
            let sorted = differences.sorted { $0.key < $1.key }
            result["differences"] = .object(Fields(sorted.map { ($0.key, Value.string($0.value)) }))
        }
        if takesOwnership { result["takesOwnership"] = true }
        if let observed {
            result["uid"] = .string(observed.uid)
            result["resourceVersion"] = .string(observed.revision)
        }
        if let content { result["content"] = .string(content) }
        if !blockedBy.isEmpty { result["blockedBy"] = .array(blockedBy.map(Value.string)) }
        return .object(result)
    }

    fileprivate init?(_ value: Value) {
        guard let id = value[key: "object"].flatMap(ObjectID.init),
            let action = value[key: "action"]?.string.flatMap(Action.init)
        else { return nil }
        let uid = value[key: "uid"]?.string
        let differences = value[key: "differences"]?.fields?.compactMap { path, fingerprint in
            fingerprint.string.map { (path, $0) }
        }
        self.init(
            id: id, action: action,
            differences: Dictionary(differences ?? [], uniquingKeysWith: { first, _ in first }),
            takesOwnership: value[key: "takesOwnership"]?.bool ?? false,
            observed: uid.map {
                ObjectVersion(uid: $0, revision: value[key: "resourceVersion"]?.string ?? "")
            },
            content: value[key: "content"]?.string,
            blockedBy: value[key: "blockedBy"]?.array?.compactMap(\.string) ?? [])
    }
}

extension Problem {
    fileprivate static func damaged(_ name: String, _ reason: String) -> Problem {
        Problem(
            "saved-plan.damaged", "\(name) is no saved plan any more, or never was one", detail: reason,
            help: "save it again with `cadastre plan --save \(name)`, and look at it before it is applied")
    }

    fileprivate static func foreign(_ name: String, _ apiVersion: String?) -> Problem {
        let found = apiVersion.map { "its apiVersion is \($0)" } ?? "it has no apiVersion"
        return Problem(
            "saved-plan.foreign", "\(name) is no saved plan", detail: found,
            help:
                "name a file that `cadastre plan --save` wrote; what --output json prints is for programs to read, not to apply"
        )
    }

    fileprivate static func newer(_ name: String, _ apiVersion: String) -> Problem {
        Problem(
            "saved-plan.newer", "\(name) was saved by a newer Cadastre",
            detail: "its apiVersion is \(apiVersion)",
            help: "apply it with the version that saved it, or save it again with this one")
    }
}
