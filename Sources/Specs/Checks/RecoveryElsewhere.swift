import Diagnostics

/// A region recovers somewhere else.
struct RecoveryElsewhere: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.regions.compactMap { region in
            guard let recovery = region.recovery?.region, recovery.value == region.name.value.text else {
                return nil
            }
            return Diagnostic(
                .recoveryOfItself, "region \(recovery.value) is its own recovery region", at: recovery.origin,
                label: "whatever takes the region down takes its copies with it", help: "name another region")
        }
    }
}
