import ArgumentParser
import Core

/// Which part of the fleet the command is about.
struct SelectionOptions: ParsableArguments {
    @Option(
        name: .long, help: "Only this tenant's objects; may be given more than once.",
        completion: .tenantNames)
    var tenant: [String] = []

    @Option(name: .long, help: "Only this region; may be given more than once.", completion: .regionNames)
    var region: [String] = []

    @Option(
        name: .long, help: "Only objects of this kind, such as Deployment; may be given more than once.",
        completion: .kindNames)
    var kind: [String] = []

    /// The options that were given, by their names.
    var given: [String] {
        [("--tenant", tenant), ("--region", region), ("--kind", kind)].filter { !$0.1.isEmpty }.map(\.0)
    }

    /// - Throws: a `ValidationError` for a name that the fleet does not know, so that a slip of the pen does not
    ///   look like an empty plan.
    func selection(in blueprint: Blueprint) throws -> Selection {
        try Self.check(tenant, "tenant", known: blueprint.tenants.keys.sorted())
        try Self.check(region, "region", known: Set(blueprint.places.keys.map(\.region)).sorted())
        try Self.check(kind, "kind", known: blueprint.kinds.map(\.name))
        return Selection(tenants: Set(tenant), regions: Set(region), kinds: Set(kind))
    }

    static func check(_ names: [String], _ what: String, known: [String]) throws {
        for name in names where !known.contains(name) {
            let shown = known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")
            throw ValidationError("unknown \(what) '\(name)'; there are \(shown)")
        }
    }
}
