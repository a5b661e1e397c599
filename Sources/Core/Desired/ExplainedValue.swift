package import Diagnostics
package import Values

/// A value that the specs ask for, and where it comes from.
package struct ExplainedValue: Hashable, Sendable {
    package let path: FieldPath
    package let value: Value
    package let source: Source
    /// What lower levels say, the nearest first: Platform ▶ Tier ▶ Tenant.
    package let insteadOf: [Overridden]
    /// Whether the source asks for this value, and not just for the whole that it is in.
    package let isAskedFor: Bool

    /// Where something is said.
    package struct Source: Hashable, Sendable {
        package let origin: Origin
        /// The spec that says it, such as `tier enterprise`.
        package let spec: String

        package init(_ origin: Origin, in spec: String) {
            self.origin = origin
            self.spec = spec
        }
    }

    package struct Overridden: Hashable, Sendable {
        package let value: Value
        package let source: Source

        package init(_ value: Value, _ source: Source) {
            self.value = value
            self.source = source
        }
    }

    package init(
        path: FieldPath, value: Value, source: Source, insteadOf: [Overridden], isAskedFor: Bool
    ) {
        self.path = path
        self.value = value
        self.source = source
        self.insteadOf = insteadOf
        self.isAskedFor = isAskedFor
    }
}
