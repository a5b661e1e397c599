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

    /// In the order in which a server lists them: who applies, then by time.
    func managedFields(apiVersion: Value) -> Value {
        let sorted = sorted {
            ($0.operation.rawValue, $0.at, $0.manager) < ($1.operation.rawValue, $1.at, $1.manager)
        }
        return .array(
            sorted.map { claim in
                [
                    "manager": .string(claim.manager), "operation": .string(claim.operation.rawValue),
                    "apiVersion": apiVersion, "time": .string(claim.at.description),
                    "fieldsType": "FieldsV1", "fieldsV1": claim.fields.notation,
                ]
            })
    }
}
