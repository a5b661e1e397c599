import Diagnostics

/// No two documents of a kind have one name.
struct UniqueNames: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for kind in SpecKind.allCases where kind != .platform {
            let names = specs.names[kind] ?? []
            for (first, second) in zip(names, names.dropFirst()) where first.value == second.value {
                found.append(
                    Diagnostic(
                        .duplicateName, "a second \(kind.rawValue) of the name \"\(second.value.text)\"",
                        at: second.origin, label: "this name is taken",
                        notes: ["the first one is at \(specs.place(first.origin))"],
                        help: "rename one of them, or remove it"))
            }
        }
        return found
    }
}
