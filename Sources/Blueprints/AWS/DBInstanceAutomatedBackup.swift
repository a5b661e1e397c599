import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// A server's backups, copied to another region as they are made.
    static let dbInstanceAutomatedBackup = Kind(
        "DBInstanceAutomatedBackup", world: .aws, group: "aws.cadastre.dev", isNamespaced: false,
        holdsData: true,
        immutable: ["spec.SourceRegion", "spec.KmsKeyId"])
}

extension DatabasePlot {
    /// The copies of a server's backups, in this plot's region.
    ///
    /// - Parameters:
    ///   - source: the server.
    ///   - key: of this region: those of another do not work here.
    func backupCopies(of source: ObjectID, in home: Region, _ server: DatabaseServer, key: ObjectID)
        -> DesiredObject
    {
        var draft = draft(.dbInstanceAutomatedBackup, named: name)
        draft.needs += [source, key]
        draft.state([
            ("SourceDBInstanceIdentifier", .string(source.name), nil),
            (
                "SourceRegion", .string(home.aws?.region.value ?? home.name.value.text),
                home.aws?.region.origin
            ),
            (
                "BackupRetentionPeriod", .int(server.retention?.value.days ?? DatabaseServer.usualRetention),
                server.retention?.origin
            ),
            ("KmsKeyId", .string(key.name), nil),
        ])
        return sealed(draft)
    }
}
