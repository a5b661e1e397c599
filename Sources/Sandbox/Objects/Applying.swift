import Core
import Values

/// A manifest to be applied, with the fields that it states.
struct Application: Sendable {
    let content: Value
    let stated: FieldTree
    let rule: Comparison
    let manager: String

    init(_ manifest: Value, _ kind: Kind, by manager: String = FieldOwner.ours) {
        content = ServedObject.content(of: manifest)
        stated = FieldTree(statedBy: content, kind.comparison).withoutIdentity
        rule = kind.comparison
        self.manager = manager
    }

    func claim(at now: Timestamp) -> Claim {
        Claim(manager: manager, operation: .apply, at: now, fields: stated)
    }
}

/// Fields that an application would change and that others own.
struct OwnershipConflict: Error, Hashable {
    struct Holding: Hashable {
        let manager: String
        let fields: FieldTree
    }

    let holdings: [Holding]
}

extension ServedObject {
    /// The object after a server-side apply; nil where it changes nothing.
    ///
    /// What the manager owned and no longer states goes, unless somebody else owns it too.
    ///
    /// - Parameter strays: members that others added and that have to go, whoever owns them.
    func applying(
        _ application: Application, takingOwnership: Bool, removing strays: [FieldPath] = [],
        at now: Timestamp
    )
        throws(OwnershipConflict) -> ServedObject?
    {
        let last = claims.first { $0.isBy(application.manager, .apply) }?.fields
        var others = claims.filter { !$0.isBy(application.manager, .apply) }
        var new = content.merged(with: application.content, application.rule)
        let given = (last ?? FieldTree()).subtracting(application.stated)
        if !given.isEmpty {
            new = new.removing(
                given, keeping: application.stated.union(others.allFields), application.rule)
        }
        for stray in strays { new = (try? new.removing(stray)) ?? new }
        if new == content && last == application.stated { return nil }

        let changes = FieldChanges(from: content, to: new, application.rule)
        let holdings = others.compactMap { claim -> OwnershipConflict.Holding? in
            let fields = claim.fields.intersection(changes.set)
            return fields.isEmpty ? nil : .init(manager: claim.manager, fields: fields)
        }
        if !holdings.isEmpty && !takingOwnership { throw OwnershipConflict(holdings: holdings) }
        others.give(up: changes.set.union(changes.removed))
        var result = self
        result.content = new
        result.claims = [application.claim(at: now)] + others
        return result
    }

    /// The object after somebody wrote it as a whole; nil where that changes nothing. What they changed is theirs.
    func updating(to new: Value, _ rule: Comparison, by manager: String, at now: Timestamp) -> ServedObject? {
        if new == content { return nil }
        let changes = FieldChanges(from: content, to: new, rule)
        let own = claims.first { $0.isBy(manager, .update) }?.fields ?? FieldTree()
        var claims = claims.filter { !$0.isBy(manager, .update) }
        claims.give(up: changes.set.union(changes.removed))
        claims.append(
            Claim(
                manager: manager, operation: .update, at: now,
                fields: own.subtracting(changes.removed).union(changes.set)))
        var result = self
        result.content = new
        result.claims = claims.filter { !$0.fields.isEmpty }
        return result
    }
}

extension [Claim] {
    /// Takes the fields from everybody; who is left with none is not listed any more.
    fileprivate mutating func give(up fields: FieldTree) {
        self = compactMap { claim in
            var claim = claim
            claim.fields = claim.fields.subtracting(fields)
            return claim.fields.isEmpty ? nil : claim
        }
    }
}
