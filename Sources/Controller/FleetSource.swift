package import Core
package import Diagnostics

/// Where the specs and the connections of a loop come from: all that it does not do itself.
package protocol FleetSource: Sendable {
    /// Differs when the specs do, as far as that can be told without reading them; nil when they cannot be looked at.
    func signature() -> String?

    /// Reads the specs. What is doubtful in valid ones, or wrong with invalid ones, comes as diagnostics.
    func load() async -> SpecsReading

    /// Differs when a new connection to a scope of the blueprint would be another one than before.
    func connectionSignature(for scope: Scope) -> String

    /// A connection to a scope of the blueprint, made anew. One that cannot be made is a provider that says why.
    func provider(for scope: Scope) -> any Provider

    /// Differs when a world that cannot be watched may have moved; nil where it can be watched.
    func worldSignature() -> String?
}

package struct SpecsReading: Sendable {
    /// Nil when there is one mistake or more.
    package let blueprint: Blueprint?
    /// By tenant, the name of its region.
    package let homes: [String: String]
    package let diagnostics: [Diagnostic]
    package let sources: SourceMap

    package init(
        blueprint: Blueprint?, homes: [String: String], diagnostics: [Diagnostic], sources: SourceMap
    ) {
        self.blueprint = blueprint
        self.homes = homes
        self.diagnostics = diagnostics
        self.sources = sources
    }
}
