import Diagnostics
import Values

/// Automated backups are kept for as long as AWS can, and are there where something is made of them.
struct BackupRetention: FleetCheck {
    /// In days.
    private static let longest: Int64 = 35

    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.servers.flatMap { server in
            [tooLong(server), without(server, specs)].compactMap(\.self)
        }
    }

    private func tooLong(_ server: StatedServer) -> Diagnostic? {
        guard let retention = server.own.backups?.retention, retention.value.days > Self.longest else {
            return nil
        }
        return Diagnostic(
            .backupRetention, "backups are not kept for that long", at: retention.origin,
            label: "AWS keeps automated backups for \(Self.longest) days at most",
            help: "write \(Self.longest)d or less; what has to be kept for longer is copied elsewhere by hand"
        )
    }

    private func without(_ server: StatedServer, _ specs: SpecSet) -> Diagnostic? {
        let replicas = server.together({ $0.backups?.retention }, { $0.replicas })
        if let (retention, count) = replicas, retention.value.days == 0, count.value > 0 {
            return finding(retention, "replicas, at \(specs.place(count.origin)), are made from them")
        }
        let copies = server.together({ $0.backups?.retention }, { $0.backups?.recovery })
        if let (retention, wanted) = copies, retention.value.days == 0, wanted.value {
            return finding(retention, "copies of them are to be made, at \(specs.place(wanted.origin))")
        }
        return nil
    }

    private func finding(_ retention: Sourced<TimeSpan>, _ why: String) -> Diagnostic {
        Diagnostic(
            .backupRetention, "there are no backups, and something is made of them", at: retention.origin,
            label: why, help: "write 1d or more, or ask for neither replicas nor recovery")
    }
}
