import Core
import Values

/// Which attributes of an object change hands: those that the specs leave to others from now on, and those that they
/// state again.
struct Handovers {
    let all: [Handover]
    /// What others have too little of to begin with.
    let beginnings: [AttributeDifference]
    /// What cannot change hands, as it is a part of what is stated and what the world only knows as a whole.
    let indivisible: [(attribute: LeftAttribute, whole: FieldPath)]
    private let desired: DesiredObject
    private let reclaimed: [FieldPath]

    /// - Parameter body: as observed. What the specs that were last applied left to others, it says itself.
    init(_ desired: DesiredObject, _ body: Value, _ owners: [FieldOwner]) {
        reclaimed = Mark.leftPaths(of: body).filter { path in
            !desired.leaves(path) && desired.body[at: path] != nil
        }
        var leaving: [Handover] = []
        var beginnings: [AttributeDifference] = []
        for attribute in desired.left {
            let before = body[at: attribute.path]
            let isHeld = owners.contains { $0.isOurs && $0.fields.touches(attribute.path) }
            let beginning =
                (isHeld ? attribute.atLeast(before) : nil) ?? desired.beginning(of: attribute.path, in: body)
            guard isHeld || beginning != nil else { continue }
            leaving.append(Handover(attribute.path, .toOthers(beginning: beginning)))
            if let beginning {
                beginnings.append(
                    AttributeDifference(path: attribute.path, before: before, after: beginning))
            }
        }
        self.desired = desired
        let ours = owners.first(where: \.isOurs)?.fields
        indivisible = desired.left.compactMap { attribute in
            guard let whole = ours?.whole(around: attribute.path), desired.states(whole) else { return nil }
            return (attribute, whole)
        }
        self.beginnings = beginnings
        all = leaving + reclaimed.map { Handover($0, .toUs) }
    }

    /// Whether giving it up takes nothing away.
    func leaves(_ path: FieldPath) -> Bool { desired.leaves(path) }

    /// Whether others hold it because the specs left it to them: it is no conflict that they state it again.
    func reclaims(_ path: FieldPath) -> Bool { reclaimed.contains(where: path.hasPrefix) }
}

extension LeftAttribute {
    /// What others begin with in place of less than the least; nil where it is enough.
    fileprivate func atLeast(_ present: Value?) -> Value? {
        guard let least, case .int(let present)? = present, present < Int64(least) else { return nil }
        return .int(Int64(least))
    }
}

extension DesiredObject {
    /// An object that is stated as empty holds nothing that stating it again would take away.
    fileprivate func states(_ path: FieldPath) -> Bool {
        body[at: path].map { $0.fields?.isEmpty != true } ?? false
    }

    /// What an attribute that is left to others begins with where what it stands in is only made by the change, such as a
    /// container: that would have no image otherwise.
    fileprivate func beginning(of path: FieldPath, in observed: Value) -> Value? {
        let outer = FieldPath(Array(path.elements.dropLast()))
        guard observed[at: outer] == nil, body[at: outer] != nil else { return nil }
        return bodyAtFirst[at: path]
    }
}
