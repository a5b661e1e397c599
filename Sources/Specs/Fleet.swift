package import Diagnostics

/// All specs together, checked against each other: every name that is used is there, none is there twice.
package struct Fleet: Sendable {
    package var platform: Platform
    /// Each sorted by name.
    package var tiers: [Tier]
    package var regions: [Region]
    package var tenants: [Tenant]
    /// For showing where things were said.
    package var sources: SourceMap

    package func tier(_ name: String) -> Tier? { tiers.first { $0.name.value.text == name } }
    package func region(_ name: String) -> Region? { regions.first { $0.name.value.text == name } }
}
