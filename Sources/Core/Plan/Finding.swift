package import Diagnostics

/// Something a person should know: a violated policy, a conflict, a part of the world not seen.
package struct Finding: Hashable, Sendable {
    package let diagnostic: Diagnostic
    package let owner: Owner?
    package let reach: Reach

    /// What may not be done because of it, if its severity is `blocked`.
    package enum Reach: Hashable, Sendable {
        case nothing
        case object(ObjectID)
        case tenant(String)
        case deletes(kind: String)
    }

    package init(_ diagnostic: Diagnostic, owner: Owner? = nil, reach: Reach = .nothing) {
        self.diagnostic = diagnostic
        self.owner = owner
        self.reach = reach
    }
}
