/// How much of the machine one file may take. A file that exceeds a limit is given up at once.
package struct YAMLLimits: Hashable, Sendable {
    /// Of the file, in bytes.
    package var maxBytes = 64 << 20
    /// Of collections in each other, counting through aliases.
    package var maxDepth = 64
    /// In all documents of the file; each takes 24 bytes.
    package var maxNodes = 10_000_000
    /// How many nodes the aliases of a file may stand for in total, counting aliases inside of what they repeat.
    package var maxAliasExpansion = 10_000
    /// Of one scalar, in bytes.
    package var maxScalar = 1 << 20

    package init() {}
}
