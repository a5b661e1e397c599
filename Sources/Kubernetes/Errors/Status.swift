import Core
import Values

/// The API server's own account of a failure (`kind: Status`).
struct Status: Hashable, Sendable {
    struct Cause: Hashable, Sendable {
        var reason = ""
        var message = ""
        var field = ""
    }

    var reason = ""
    var message = ""
    /// What it is about, such as `namespaces` or `ConfigMap`.
    var kind = ""
    var name = ""
    /// Of the object that was deleted.
    var uid = ""
    var causes: [Cause] = []

    /// Nil when the body is no Status.
    init?(_ body: [UInt8]) {
        guard let value = try? Value(json: body), value[key: "kind"]?.string == "Status" else { return nil }
        reason = value[key: "reason"]?.string ?? ""
        message = value[key: "message"]?.string ?? ""
        let details = value[key: "details"]
        kind = details?[key: "kind"]?.string ?? ""
        name = details?[key: "name"]?.string ?? ""
        uid = details?[key: "uid"]?.string ?? ""
        for cause in details?[key: "causes"]?.array ?? [] {
            let cause = Cause(
                reason: cause[key: "reason"]?.string ?? "", message: cause[key: "message"]?.string ?? "",
                field: cause[key: "field"]?.string ?? "")
            // Some causes come twice.
            if !causes.contains(cause) { causes.append(cause) }
        }
    }

    /// Whether it speaks of this object or of its namespace. What sits in front of API servers may say 404 in a Status
    /// too, and means itself.
    func isAbout(_ id: ObjectID) -> Bool {
        !name.isEmpty && (name == id.name || kind == "namespaces" && name == id.namespace)
    }

    /// Some servers answer 500 to an apply that does not fit the kind's schema, which it never will.
    var refusesContent: Bool {
        message.contains("failed to create typed patch object")
            || message.contains("field not declared in schema") || message.contains(Self.takesNoRevision)
    }

    /// Before 1.23, servers create Services in a way of their own, which wants no revision. So they say that there is none.
    static let takesNoRevision = "resourceVersion should not be set on objects to be created"

    /// Another manager owns fields that were to be set.
    var isFieldConflict: Bool { causes.contains { $0.reason == "FieldManagerConflict" } }

    /// The object is another one than the precondition says, or in another state, or gone.
    func isPreconditionFailure(status: Int) -> Bool {
        if status == 409 { return !isFieldConflict && reason != "AlreadyExists" && !isQuotaRace }
        // Server-side apply with the uid of a predecessor.
        return status == 422 && causes.contains { $0.field == "metadata.uid" }
    }

    /// Two writers counted against one quota at the same time; neither is wrong.
    var isQuotaRace: Bool { kind == "resourcequotas" && reason == "Conflict" }
}
