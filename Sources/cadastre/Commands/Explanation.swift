import Blueprints
import Core
import Diagnostics
import Reports
import Specs
import Values

/// What `explain` knows: the specs, and the world where it was looked at.
struct Explanation {
    let fleet: Fleet
    let blueprint: Blueprint
    let plan: Plan?

    // MARK: - A tenant

    func tenant(_ name: String, _ format: ExplainCommand.Format, style: TextStyle) throws(Problem) -> String {
        let values = Explainer(fleet).values(ofTenant: name)
        let left = plan?.changes.filter { $0.owner == .tenant(name) } ?? []
        if values == nil, left.isEmpty { throw unknownTenant(name) }
        let objects = blueprint.objects.filter { $0.owner == .tenant(name) }.map(\.id)
        if format == .json {
            return lines(
                ExplainJSON(sources: fleet.sources).tenant(
                    name, values ?? [], objects: objects, observed: plan))
        }
        let text = ExplainText(sources: fleet.sources, style: style)
        var parts: [String] = []
        if let values {
            parts.append(text.values(values, of: blueprint.tenants[name]?.title ?? name))
            parts.append(residency(of: name))
            if !objects.isEmpty { parts.append(text.objects(objects, kinds: blueprint.kinds)) }
        } else {
            parts.append("The specs have no tenant \(VisibleText.escape(name)).\n")
        }
        if let observed = observed(style, { _, owner in owner == .tenant(name) }) { parts.append(observed) }
        return parts.joined(separator: "\n")
    }

    private func residency(of name: String) -> String {
        guard let terms = blueprint.tenants[name] else { return "" }
        let rules = terms.residencyOrigins.map { fleet.sources.line(of: $0) }.joined(
            separator: ", narrowed by ")
        var text =
            "Its data may be in \(terms.residency.joined(separator: ", "))"
            + (rules.isEmpty ? ".\n" : " (\(rules)).\n")
        if let end = terms.end {
            let until = end.retentionEnds.map { "its data is kept until \($0)" } ?? "no date says since when"
            text += "It is terminated (\(fleet.sources.line(of: end.origin))): \(until).\n"
        }
        return text
    }

    private func unknownTenant(_ name: String) -> Problem {
        let near = Suggestion.closest(to: name, among: blueprint.tenants.keys)
        let looked =
            plan == nil ? "and the world was not looked at" : "and nothing in the world bears its mark"
        return Problem(
            "explain.unknown", "there is no tenant \(name)",
            detail: "the specs do not have it, \(looked)",
            help: near.map { "did you mean \"\($0)\"?" }
                ?? "name a tenant, or an object by its kind and name"
                + (plan == nil ? "; what a tenant left whose file is gone is shown with --observe" : ""))
    }

    // MARK: - An object

    func object(
        _ id: ObjectID, _ owner: Owner, _ format: ExplainCommand.Format, showsAll: Bool, style: TextStyle
    ) throws(Problem) -> String {
        let desired = blueprint.objects.first { $0.id == id }
        let values = desired.map(Explainer(fleet).values) ?? []
        let neededBy = blueprint.objects.filter { $0.needs.contains(id) }.map(\.id)
        if format == .json {
            return lines(
                ExplainJSON(sources: fleet.sources).object(
                    id, owner, values, needs: desired?.needs ?? [], neededBy: neededBy, ignored: desired,
                    observed: plan))
        }
        let text = ExplainText(sources: fleet.sources, style: style)
        var parts = ["The specs do not ask for \(VisibleText.escape("\(id)")).\n"]
        if let desired {
            parts = [
                text.values(values, of: "\(id), of \(owner)", showsAll: showsAll),
                text.ignored(of: desired) + text.needs(desired.needs, neededBy: neededBy, of: id),
            ]
        }
        if let observed = observed(style, { other, _ in other == id }) { parts.append(observed) }
        return parts.joined(separator: "\n")
    }

    /// - Throws: `explain.unknown` or `explain.ambiguous`.
    func find(_ query: ObjectQuery?, named words: [String]) throws(Problem) -> (ObjectID, Owner) {
        let name = words.joined(separator: " ")
        let known =
            blueprint.objects.map { ($0.id, $0.owner) }
            + (plan?.changes ?? []).filter { $0.desired == nil }.map { ($0.id, $0.owner) }
        guard let query else { throw unknown(name, among: blueprint.kinds.map(\.name), word: words[0]) }
        let found = known.filter { query.matches($0.0) }.sorted { $0.0 < $1.0 }
        if found.isEmpty {
            let candidates = known.map(\.0).filter { id in query.kind.map { $0 == id.kind } ?? true }
            throw unknown(name, among: candidates.map(\.name), word: query.name)
        }
        guard found.count == 1 else { throw ambiguous(name, found.map(\.0)) }
        return found[0]
    }

    private func unknown(_ name: String, among candidates: [String], word: String) -> Problem {
        let near = Suggestion.closest(to: word, among: candidates)
        return Problem(
            "explain.unknown", "there is no \(name)",
            detail: "neither the specs nor what was looked at has it",
            help: near.map { "did you mean \"\($0)\"?" }
                ?? "name it as a plan does, such as Deployment parking-tenant-nordwind/parking-app")
    }

    private func ambiguous(_ name: String, _ found: [ObjectID]) -> Problem {
        let listed = found.prefix(6).map { "\($0)" }.joined(separator: "; ")
        return Problem(
            "explain.ambiguous", "there are \(found.count) of the name \(name)",
            detail: listed + (found.count > 6 ? "; and \(found.count - 6) more" : ""),
            help: "name its kind, and where it is with --namespace and --region")
    }

    private func observed(_ style: TextStyle, _ isAbout: (ObjectID, Owner) -> Bool) -> String? {
        plan.map {
            ObservedText($0, sources: fleet.sources, style: style, now: Clock.now).render(isAbout)
        }
    }

    private func lines(_ value: Value) -> String {
        String(decoding: value.json(.pretty), as: UTF8.self) + "\n"
    }
}
