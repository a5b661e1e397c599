import AWSClient
import Core
import Threads
import Values

extension AWSProvider {
    /// What others have made of the fleet's data in this region: replicas, copied backups, copied snapshots. What bears the
    /// fleet's mark and is kept up to date is observed as an object, and not told here.
    ///
    /// - Returns: and what kept us from looking.
    func copies(_ fleet: String, _ lists: SharedLists) async throws -> (
        copies: [DataCopy], look: Look.Outcome
    ) {
        do {
            async let snapshots = api.pages(
                RDSCalls.describeSnapshots, "DBSnapshots", ["SnapshotType": "manual"], to: "list snapshots")
            async let others = api.pages(
                RDSCalls.describeSnapshots, "DBSnapshots", ["SnapshotType": "awsbackup"], to: "list snapshots"
            )
            let backups = try await DBInstanceAutomatedBackupKind.copies(lists, in: api.region)
            return (
                try await replicas(lists.instances.value(), fleet) + copied(snapshots + others)
                    + copied(backups: backups, fleet), .complete
            )
        } catch let problem as Problem {
            return ([], .failed(problem))
        }
    }

    private func replicas(_ instances: [XMLNode], _ fleet: String) -> [DataCopy] {
        instances.map(DBInstanceState.init).compactMap { instance in
            guard instance.tags.mark?.fleet != fleet, let source = instance.source.flatMap(server) else {
                return nil
            }
            return DataCopy(ObjectID(scope, "DBInstance", name: instance.name), of: source)
        }
    }

    private func copied(_ snapshots: [XMLNode]) -> [DataCopy] {
        snapshots.compactMap { snapshot in
            guard let region = snapshot.text("SourceRegion"), region != api.region,
                let server = snapshot.text("DBInstanceIdentifier"),
                let home = api.places[AWSPlace(account: api.account, region: region)],
                let name = snapshot.text("DBSnapshotIdentifier")
            else { return nil }
            return DataCopy(
                ObjectID(scope, "DBSnapshot", name: name), of: ObjectID(home, "DBInstance", name: server))
        }
    }

    private func copied(backups: [XMLNode], _ fleet: String) -> [DataCopy] {
        backups.compactMap { backup in
            // Of those that are copied no more, what was copied is still there.
            let isKept = !DBInstanceAutomatedBackupKind.isRunning(backup)
            guard backup.tags("TagList").mark?.fleet != fleet || isKept,
                let server = backup.text("DBInstanceIdentifier"),
                let home = backup.text("Region").flatMap({
                    api.places[AWSPlace(account: api.account, region: $0)]
                })
            else { return nil }
            return DataCopy(
                ObjectID(scope, "DBInstanceAutomatedBackup", name: server),
                of: ObjectID(home, "DBInstance", name: server))
        }
    }

    /// A name is of this region; an ARN says of which it is.
    private func server(_ source: String) -> ObjectID? {
        guard source.hasPrefix("arn:") else { return ObjectID(scope, "DBInstance", name: source) }
        guard let place = AWSPlace(arn: source), let home = api.places[place],
            let name = source.split(separator: ":").last
        else { return nil }
        return ObjectID(home, "DBInstance", name: String(name))
    }
}
