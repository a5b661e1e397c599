import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// What AWS sets in a group of ours by itself is not stated, and so no difference.
    static let dbParameterGroup = Kind(
        "DBParameterGroup", world: .aws, group: "aws.cadastre.dev", isNamespaced: false,
        immutable: ["spec.DBParameterGroupFamily", "spec.Description"])
}

extension DatabasePlot {
    /// How the region's servers of one version run. An account has room for fifty groups in a region, not for one a tenant; and
    /// nothing in it is a tenant's own. Its name has the version: a server that gets a newer one changes groups.
    ///
    /// - Parameter asking: the YAML that first asks for a server of that version.
    func parameterGroup(family: String, _ asking: Origin) -> DesiredObject {
        var draft = draft(.dbParameterGroup, named: parameterGroupName(family))
        draft.note(FieldPath(), asking)
        draft.state([
            ("DBParameterGroupFamily", .string(family), nil),
            ("Description", .string("Database servers of \(region.name.value.text)"), nil),
            (
                "Parameters",
                [
                    // Whatever a client asks for, nothing goes over the wire in clear.
                    "rds.force_ssl": "1",
                    "log_connections": "1", "log_disconnections": "1", "log_lock_waits": "1",
                    "log_min_duration_statement": "1000",
                ], nil
            ),
        ])
        return sealed(draft)
    }

    func parameterGroupName(_ family: String) -> String { "\(commonName)-\(family)" }
}
