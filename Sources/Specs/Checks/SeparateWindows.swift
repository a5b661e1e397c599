import Diagnostics

/// A database's backups are not made while it may be restarted: AWS refuses windows that overlap.
struct SeparateWindows: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.servers.compactMap { finding($0, specs) }
    }

    private func finding(_ server: StatedServer, _ specs: SpecSet) -> Diagnostic? {
        guard let (daily, weekly) = server.together({ $0.backups?.window }, { $0.maintenance }),
            weekly.value.overlaps(daily.value)
        else { return nil }
        let isOwnMaintenance = server.own.maintenance != nil
        return Diagnostic(
            .windowsOverlap, "backups are made while the server may be restarted",
            at: isOwnMaintenance ? weekly.origin : daily.origin,
            label: isOwnMaintenance
                ? "backups.window is \(daily.value.text), at \(specs.place(daily.origin))"
                : "maintenance is \(weekly.value.text), at \(specs.place(weekly.origin))",
            help: "move one of them: both are in UTC, and the one may begin when the other ends")
    }
}
