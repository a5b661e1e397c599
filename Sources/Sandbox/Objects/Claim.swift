import Core
import Values

/// The fields of one object that one manager owns by one operation.
struct Claim: Hashable, Sendable {
    let manager: String
    let operation: FieldOwner.Operation
    var at: Timestamp
    var fields: FieldTree

    func isBy(_ manager: String, _ operation: FieldOwner.Operation) -> Bool {
        self.manager == manager && self.operation == operation
    }
}

extension [Claim] {
    /// What the object's `metadata.managedFields` say.
    init(of body: Value) {
        self = FieldOwner.owners(of: body).map {
            Claim(
                manager: $0.manager, operation: $0.operation, at: $0.at ?? Timestamp(seconds: 0),
                fields: FieldTree($0.fields))
        }
    }

    var allFields: FieldTree { reduce(FieldTree()) { $0.union($1.fields) } }

    /// Writes `metadata.managedFields`, in the order in which a server lists them: who applies, then by time.
    func write(to json: inout JSONAssembly, apiVersion: Value) {
        let sorted = sorted {
            ($0.operation.rawValue, $0.at, $0.manager) < ($1.operation.rawValue, $1.at, $1.manager)
        }
        json.array { json in
            for claim in sorted { claim.write(to: &json, apiVersion: apiVersion) }
        }
    }
}

extension Claim {
    fileprivate func write(to json: inout JSONAssembly, apiVersion: Value) {
        json.object { json in
            json.member("manager", .string(manager))
            json.member("operation", .string(operation.rawValue))
            json.member("apiVersion", apiVersion)
            json.member("time", .string(at.description))
            json.member("fieldsType", "FieldsV1")
            json.key("fieldsV1")
            fields.write(to: &json)
        }
    }
}
