import Core
package import Diagnostics

extension SavedPlanCheck {
    /// One refusal can name thousands; a person needs the number and a few of them.
    private static let listed = 20

    /// Why the saved plan is not applied; only where there are moves.
    ///
    /// - Parameters:
    ///   - name: what the file is called.
    ///   - version: of this program.
    package func refusal(named name: String, version: String) -> Diagnostic {
        var notes = moves.prefix(Self.listed).map { move in
            "\(move.id): the \(move.cause.rawValue) moved: \(move.words)"
        }
        if moves.count > notes.count { notes.append("and \(moves.count - notes.count) more") }
        if saved.version != version {
            notes.append(
                "it was saved by version \(saved.version); this is \(version), which may make other objects of the same specs"
            )
        }
        let objects = moves.count == 1 ? "1 object is" : "\(moves.count) objects are"
        return Diagnostic(
            .error, "saved-plan.moved", "nothing was applied: \(objects) not as \(name) shows", notes: notes,
            help: "save a new plan with `cadastre plan --save \(name)`, look at it, and apply that")
    }
}
