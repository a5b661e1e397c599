import Diagnostics

/// A fleet has one Platform, no less and no more.
struct OnePlatform: FleetCheck {
    func findings(in specs: SpecSet) -> [Diagnostic] {
        let names = (specs.names[.platform] ?? []).sorted { $0.origin < $1.origin }
        guard let first = names.first else {
            // Of a broken file nobody knows what is in it.
            if specs.isIncomplete { return [] }
            return [
                Diagnostic(
                    .noPlatform, "there is no Platform", notes: ["a fleet has exactly one"],
                    help: "add a document with kind: Platform, as in specs/platform.yaml of the example")
            ]
        }
        return names.dropFirst().map { name in
            Diagnostic(
                .severalPlatforms, "a second Platform", at: name.origin, label: "a fleet has exactly one",
                notes: ["the other one is \"\(first.value.text)\" at \(specs.place(first.origin))"],
                help: "keep one; to manage two fleets, give each a folder of its own")
        }
    }
}
