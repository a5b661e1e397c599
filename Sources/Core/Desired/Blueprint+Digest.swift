import Values

extension Blueprint {
    /// A fingerprint of all that the specs ask for and allow: of the same digest, the same plan for the same world. Where
    /// it was written, in which files and in which order, does not matter.
    package var digest: String {
        let tenants = tenants.map { name, terms -> (String, Value) in
            (
                name,
                [
                    "residency": .array(terms.residency.map(Value.string)),
                    "retentionEnds": terms.end.map {
                        .string("\($0.retentionEnds.map { "\($0)" } ?? "never")")
                    }
                        ?? .null,
                ]
            )
        }
        return Fingerprint.of([
            "fleet": .string(fleet),
            "objects": .array(objects.map { "\($0.id) \($0.digest)" }.sorted().map(Value.string)),
            "tenants": .object(Fields(tenants)),
            "places": .object(Fields(places.map { ("\($0.key)", Value.string($0.value.jurisdiction)) })),
            "deletionBudget": .string("\(safety.deletionBudget)"),
        ])
    }
}
