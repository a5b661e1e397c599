package import Core
package import Diagnostics
import Values
import YAML

/// A plan as `kubectl diff` shows it: for each object that would be changed, its YAML before and after.
///
/// Both are made from the plan's own changes, so that it shows the attributes that an apply changes and no other: what the
/// specs do not state is not in it.
package struct PlanDiff {
    private let plan: Plan
    private let style: TextStyle
    private let now: Timestamp

    /// - Parameter now: what the ages in the text are counted to.
    package init(_ plan: Plan, style: TextStyle, now: Timestamp) {
        self.plan = plan
        self.style = style
        self.now = now
    }

    /// Empty where nothing would change.
    package func render() throws -> String {
        try plan.changes.filter(\.action.isChange).sorted { $0.id < $1.id }.map(text).joined()
    }

    private func text(of change: Change) throws -> String {
        let (old, new) = (try change.before, change.after)
        let diff = UnifiedDiff(from: try lines(of: old), to: try lines(of: new))
        let file = VisibleText.escape(manifestPath(of: change.id))
        // Whatever reads patches passes over lines before the first header.
        var lines = remarks(change).map { style.paint("# \($0)", .dim) }
        lines += [
            style.paint("--- \(old == nil ? "/dev/null" : "observed/\(file)")", .bold),
            style.paint("+++ \(new == nil ? "/dev/null" : "desired/\(file)")", .bold),
        ]
        for hunk in diff.hunks { lines += [style.paint(hunk.header, .cyan)] + hunk.lines.map(painted) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func remarks(_ change: Change) -> [String] {
        var remarks = ["\(change.action.rawValue) \(change.id)"]
        if let words = change.reason.words { remarks.append(words) }
        for drift in Set(change.differences.compactMap(\.drift)).map({ $0.words(now: now) }).sorted() {
            remarks.append("drift: \(drift)")
        }
        if !change.blockedBy.isEmpty {
            remarks.append("blocked: \(change.blockedBy.joined(separator: ", "))")
        }
        return remarks.map { VisibleText.escape($0) }
    }

    private func lines(of manifest: Value?) throws -> [String] {
        guard let manifest else { return [] }
        return String(decoding: try yamlDocument(manifest), as: UTF8.self).split(separator: "\n").map {
            VisibleText.escape(String($0), limit: 10_000)
        }
    }

    private func painted(_ line: String) -> String {
        switch line.first {
        case "+": style.paint(line, .green)
        case "-": style.paint(line, .red)
        default: line
        }
    }
}

extension Change {
    /// The manifest with what differs as it was seen; nil where nothing is there.
    fileprivate var before: Value? {
        get throws {
            switch action {
            case .create: nil
            case .delete: try seen?.decode().stated(as: self)
            default:
                differences.reduce(after) { body, difference in
                    body?.replacing(difference.path, with: difference.before)
                }
            }
        }
    }

    /// Nil where nothing is to be there.
    fileprivate var after: Value? {
        switch action {
        case .delete: nil
        case .create, .replace: desired?.bodyAtFirst
        default:
            // Beside the body, what others begin with.
            differences.reduce(desired?.body) { body, difference in
                body?.replacing(difference.path, with: difference.after)
            }
        }
    }
}

extension Value {
    /// An observed object as a manifest would ask for it: without what the server adds.
    fileprivate func stated(as change: Change) -> Value {
        var body: Fields = [
            "apiVersion": .string(change.kind.apiVersion), "kind": .string(change.kind.name),
        ]
        for (key, value) in withoutBookkeeping.fields ?? [:] { body[key] = value }
        if case .object(var metadata)? = body["metadata"] {
            for key in ["uid", "creationTimestamp"] { metadata[key] = nil }
            body["metadata"] = .object(metadata)
        }
        return .object(body)
    }
}
