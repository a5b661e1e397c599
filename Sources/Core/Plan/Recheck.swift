package import Values

/// What an object that was written to since it was seen means for the update that was planned for it.
package enum Recheck: Hashable, Sendable {
    /// All that the update states, takes away or takes over is as the plan showed it, in value and in whose it is.
    case asPlanned
    /// It bears the mark of this very update: of an attempt whose answer was lost, or of another run of the same specs.
    /// What others hold may still not be taken from them.
    case made
    /// Going on would overwrite what nobody was shown; why, as a clause.
    case moved(String)
}

extension Change {
    /// What others write beside the attributes that the update is about, does not matter to it. What another run of ours
    /// has applied does: the server knows both as one manager, and would let one overwrite the other.
    ///
    /// - Parameter now: the object as it is by now.
    package func recheck(_ now: Value) -> Recheck {
        guard let stated = desired?.body else { return .moved("the plan holds no object for it") }
        var reason = "it has been written to since it was planned"
        if let before = try? seen?.decode() {
            guard let moved = move(from: before, to: now, stated) else { return .asPlanned }
            reason = moved
        }
        return bearsItsMark(now, stated) && strays.allSatisfy { now[at: $0.path] == nil }
            ? .made : .moved(reason)
    }

    private func bearsItsMark(_ now: Value, _ stated: Value) -> Bool {
        guard let fleet = now[at: Mark.fleetPath], fleet == stated[at: Mark.fleetPath] else { return false }
        return now[at: Mark.fingerprintPath]?.string == desired?.fingerprint
    }

    /// Nil where nothing has moved that the update is about.
    private func move(from before: Value, to now: Value, _ stated: Value) -> String? {
        if before[at: Mark.fingerprintPath] != now[at: Mark.fingerprintPath] {
            return "another run has applied other specs to it since it was planned"
        }
        if before.withoutBookkeeping != now.withoutBookkeeping {
            // All of what nobody marked was shown, and lists in which something strange stands go as a whole.
            guard action == .update, strays.isEmpty else { return "it has changed since it was planned" }
            if let path = differences.map(\.path).first(where: { before[at: $0] != now[at: $0] }) {
                return "\(path) has changed since it was planned"
            }
            guard before.part(stated, kind.comparison) == now.part(stated, kind.comparison) else {
                return "what the specs say of it has changed since it was planned"
            }
        }
        let (claims, known) = (claims(in: now), claims(in: before))
        guard let news = claims.symmetricDifference(known).min() else { return nil }
        return "\(news.manager) has taken over or given up \(news.path) since it was planned"
    }

    /// Who holds what of all that the update makes otherwise or lets go of. What changes hands aside: of that, claims have
    /// been ended by this very change.
    private func claims(in body: Value) -> Set<HeldAttribute> {
        let theirs = (differences.map(\.path) + strays.map(\.path)).filter { path in
            !handovers.contains { path.hasPrefix($0.path) }
        }
        let ours = (desired?.left ?? []).map(\.path).filter { path in
            !handovers.contains { $0.path == path }
        }
        let claims = FieldOwner.owners(of: body).filter { !$0.isReport }.flatMap { owner in
            (owner.isOurs ? ours : theirs).filter(owner.fields.touches).map {
                HeldAttribute(manager: owner.manager, path: $0)
            }
        }
        return Set(claims)
    }
}

private struct HeldAttribute: Hashable, Comparable {
    let manager: String
    let path: FieldPath

    static func < (left: Self, right: Self) -> Bool {
        (left.path, left.manager) < (right.path, right.manager)
    }
}

extension Value {
    /// What it has of all that is in `stated`.
    fileprivate func part(_ stated: Value, _ rule: Comparison) -> Value {
        switch (self, stated, rule) {
        // What is compared as a whole is stated as a whole.
        case (_, _, .whole): return self
        case (.object(let own), .object(let stated), _):
            return .object(
                Fields(
                    stated.compactMap { key, stated in
                        own[key].map { (key, $0.part(stated, rule.member(key))) }
                    }))
        case (.array(let own), .array(let elements), .keyed(let keys, let elementRule))
        where stated.isKeyed(by: keys):
            return .array(
                elements.map { stated in
                    let selectors = stated.selectors(keys)
                    let match = own.first { element in
                        selectors.allSatisfy { element[key: $0.name] == $0.value }
                    }
                    return match?.part(stated, elementRule) ?? .null
                })
        default: return self
        }
    }
}
