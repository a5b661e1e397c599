import Diagnostics

/// Only a terminated tenant says since when, and every terminated tenant does.
struct TerminatedDate: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.tenants.compactMap { tenant in
            let isTerminated = tenant.status.value == .terminated
            guard isTerminated == (tenant.terminated == nil) else { return nil }
            let status = tenant.status
            switch (status.value, tenant.terminated) {
            case (.terminated, nil):
                return Diagnostic.warning(
                    .terminatedDate, "it is not said since when \(tenant.name.value.text) is terminated",
                    at: status.origin, label: "without a date its data is kept forever",
                    help: "add terminated: and the day on which the contract ended")
            case (.active, let date?), (.suspended, let date?):
                return Diagnostic(
                    .terminatedDate, "a date of termination, and the tenant is \(status.value.rawValue)",
                    at: date.origin, label: "this belongs to status: terminated",
                    help: "set status: terminated, or remove the date")
            default: return nil
            }
        }
    }
}
