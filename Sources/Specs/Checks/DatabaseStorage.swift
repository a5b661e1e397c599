import Diagnostics
import Values

/// A database's storage has room to grow up to its maximum, the tenant's own values taken over the tier's: AWS wants a tenth
/// at least, and takes an equal maximum as none.
struct DatabaseStorage: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        specs.servers.compactMap { finding($0, specs) }
    }

    private func finding(_ server: StatedServer, _ specs: SpecSet) -> Diagnostic? {
        guard let (size, maximum) = server.together({ $0.storage?.size }, { $0.storage?.maximum })
        else { return nil }
        let least = (Int128(size.value.gibibytes) * 11 + 9) / 10
        guard maximum.value.gibibytes < least else { return nil }
        let isOwnMaximum = server.own.storage?.maximum != nil
        let (shown, other) = isOwnMaximum ? (maximum, size) : (size, maximum)
        return Diagnostic(
            .storageMaximum, "the storage's maximum leaves it no room to grow", at: shown.origin,
            label: isOwnMaximum
                ? "the size is \(other.value.text), at \(specs.place(other.origin))"
                : "the maximum is \(other.value.text), at \(specs.place(other.origin))",
            notes: ["AWS takes a maximum that is a tenth above the size, or more"],
            help: "raise maximum to \(least)Gi or more, or leave it out")
    }
}
