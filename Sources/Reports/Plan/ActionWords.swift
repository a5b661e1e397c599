import Core
import Diagnostics
import Values

extension Action {
    /// The sign under which people know it.
    package var glyph: String {
        switch self {
        case .create: "+"
        case .update: "~"
        case .replace: "±"
        case .delete: "-"
        case .adopt, .keep: "⇥"
        case .none: " "
        }
    }

    var ink: TextStyle.Ink {
        switch self {
        case .create: .green
        case .update: .yellow
        case .replace, .delete: .red
        case .adopt, .keep: .cyan
        case .none: .dim
        }
    }
}

extension Reason {
    /// Why, where the action and its differences do not say it already.
    var words: String? {
        switch self {
        case .missing, .specChanged, .drift: nil
        case .unowned: "it is there and belongs to no fleet: what the specs do not state stays"
        case .immutable(let path): "\(path) cannot be changed in place"
        case .notWanted: "no longer asked for"
        case .suspended: "its tenant is suspended"
        case .terminated: "its tenant is terminated"
        case .orphan: "its tenant is not in the specs"
        case .strangeMark: "its mark was made for another object: it was copied or relabelled"
        case .heldBack:
            "it goes once all that the specs ask for instead can be made; plan without --kind and --region"
        case .notEmpty: "there is, or may be, something in it that this plan does not delete"
        case .unexplored: "what else is in it was not looked for"
        case .inUse(by: let user): "\(user.short) uses it, and stays"
        case .holdsData: "it holds data, and nothing allows that to be destroyed"
        case .retained(until: let end?):
            "its tenant is terminated; its data is kept until \(end), and until --delete-data-of names the tenant"
        case .retained(until: nil): "its tenant is terminated, and no date says since when: its data is kept"
        }
    }

    /// The stable name in machine-readable output.
    var code: String {
        switch self {
        case .missing: "missing"
        case .specChanged: "specChanged"
        case .drift: "drift"
        case .unowned: "unowned"
        case .immutable: "immutable"
        case .notWanted: "notWanted"
        case .suspended: "suspended"
        case .terminated: "terminated"
        case .orphan: "orphan"
        case .strangeMark: "strangeMark"
        case .heldBack: "heldBack"
        case .notEmpty: "notEmpty"
        case .unexplored: "unexplored"
        case .holdsData: "holdsData"
        case .inUse: "inUse"
        case .retained: "retained"
        }
    }

    /// Of a change that was written for programs. A reason that this version does not know says nothing to people.
    init?(_ line: Value) {
        guard let code = line[key: "reason"]?.string else { return nil }
        let plain: [Reason] = [
            .missing, .specChanged, .drift, .unowned, .notWanted, .suspended, .terminated, .orphan,
        ]
        if code == "immutable" {
            let path = line[key: "immutable"]?.string.flatMap { try? FieldPath(parsing: $0) }
            self = .immutable(path ?? FieldPath())
        } else {
            self = plain.first { $0.code == code } ?? .specChanged
        }
    }
}

extension RehearsalGap {
    /// Why changes were not tried out.
    func words(changes: Int) -> String {
        let one = changes == 1
        return switch self {
        case .cloud: "AWS tells of \(one ? "it" : "them") only when \(one ? "it is" : "they are") made"
        case .namespaceMissing: "\(one ? "its namespace is" : "their namespaces are") made by this plan"
        case .movingHost: "another change lets go of \(one ? "its host" : "their hosts")"
        case .quota: "the quota \(one ? "of its namespace" : "they count against") changes with this plan"
        case .replaced: "what \(one ? "it replaces" : "they replace") has to go first"
        }
    }
}
