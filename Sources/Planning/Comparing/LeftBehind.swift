import Core
import Diagnostics
import Values

extension ObjectComparer {
    /// What the specs stated when they were last applied and state no more, where the world knows no owners of attributes and
    /// so takes nothing away: it stays as it is, and the specs no longer say how that is.
    func leftBehind(_ desired: DesiredObject, _ body: Value, _ mark: Mark) -> [Finding] {
        guard desired.kind.world == .aws, mark.fingerprint != desired.fingerprint,
            let spec = body[key: "spec"]
        else { return [] }
        let rule = desired.kind.comparison
        let stated = rule.leaves(of: ["spec": spec]).filter { path, _ in
            desired.body[at: path] == nil && mark.applied.hold(path, of: body, rule)
        }
        return stated.sorted { $0.path < $1.path }.map { path, value in
            Finding(
                Diagnostic(
                    .warning, "plan.left-behind", "the specs no longer say what \(path) of \(desired.id) is",
                    at: desired.origin(of: FieldPath()), label: "says nothing of it any more",
                    notes: [
                        "it stays \(VisibleText.escape(value.jsonText, limit: 60)), as it was last applied"
                    ],
                    help: "state it, if it is to be something else: AWS keeps what nobody states"),
                owner: desired.owner)
        }
    }
}
