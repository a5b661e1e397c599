import Core
import Specs
import Values

extension Kind {
    /// What AWS sets in a group of ours by itself is not stated, and so no difference.
    static let dbParameterGroup = Kind(
        "DBParameterGroup", world: .aws, group: "aws.cadastre.dev", isNamespaced: false,
        // It does not; but a server that is kept for its data needs it.
        holdsData: true, immutable: ["spec.DBParameterGroupFamily", "spec.Description"])
}

extension DatabasePlot {
    /// How the owner's servers run. Its name has the version: a server that gets a newer one changes groups.
    func parameterGroup(family: String) -> DesiredObject {
        var draft = draft(.dbParameterGroup, named: parameterGroupName(family))
        draft.state([
            ("DBParameterGroupFamily", .string(family), nil),
            ("Description", .string("Database servers of \(owner)"), nil),
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

    func parameterGroupName(_ family: String) -> String { "\(name)-\(family)" }
}
