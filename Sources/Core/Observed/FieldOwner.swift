package import Values

/// A field manager's claim on an object, as `metadata.managedFields` tells it.
package struct FieldOwner: Sendable {
    package enum Operation: String, Sendable { case apply = "Apply", update = "Update" }

    /// The name under which we apply.
    package static let ours = "cadastre"

    package let manager: String
    package let operation: Operation
    /// Such as `status` or `scale`; empty for the object itself.
    package let subresource: String
    package let at: Timestamp?
    package let fields: FieldSet
    /// The API version whose form of the object `fields` are of.
    package let apiVersion: String
    /// It tells how the object is, and asks for nothing. Until 1.22 servers do not say that this is a subresource.
    package var isReport: Bool {
        !subresource.isEmpty || fields.fieldsV1.fields?.map(\.key) == ["f:status"]
    }
    /// It wrote in another form than ours, and holds fields that the object as we see it does not have: which of ours they
    /// are cannot be told.
    package private(set) var holdsUnseen = false

    package init(
        manager: String, operation: Operation, subresource: String = "", at: Timestamp?, fields: FieldSet,
        apiVersion: String = ""
    ) {
        self.manager = manager
        self.operation = operation
        self.subresource = subresource
        self.at = at
        self.fields = fields
        self.apiVersion = apiVersion
    }

    package var isOurs: Bool { manager == Self.ours && operation == .apply && subresource.isEmpty }

    /// What a patch of ours put back. Such a claim ends with the change that made it, unless that was cut off.
    package var isOurPatch: Bool { manager == Self.ours && operation == .update && subresource.isEmpty }

    /// All claims on an observed object; entries that cannot be read are passed over, as they are not ours.
    package static func owners(of body: Value) -> [FieldOwner] {
        guard case .array(let entries)? = body[key: "metadata"]?[key: "managedFields"] else { return [] }
        var owners = entries.compactMap(FieldOwner.init(managedFieldsEntry:))
        guard let ours = owners.first(where: \.isOurs)?.apiVersion else { return owners }
        for index in owners.indices where owners[index].apiVersion != ours && !owners[index].isReport {
            owners[index].holdsUnseen = !owners[index].fields.fields(missingIn: body).isEmpty
        }
        return owners
    }

    /// nil where it cannot be read.
    package init?(managedFieldsEntry entry: Value) {
        guard let manager = entry[key: "manager"]?.string, let operation = entry[key: "operation"]?.string,
            let operation = Operation(rawValue: operation), let fields = entry[key: "fieldsV1"]
        else { return nil }
        self.init(
            manager: manager, operation: operation, subresource: entry[key: "subresource"]?.string ?? "",
            at: entry[key: "time"]?.string.flatMap(Timestamp.init(rfc3339:)),
            fields: FieldSet(fieldsV1: fields), apiVersion: entry[key: "apiVersion"]?.string ?? "")
    }
}
