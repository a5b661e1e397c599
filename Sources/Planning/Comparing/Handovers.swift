import Core
import Values

/// Which attributes of an object change hands: those that the specs leave to others from now on, and those that they
/// state again.
struct Handovers {
    let all: [Handover]
    /// What others have too little of to begin with.
    let beginnings: [AttributeDifference]
    private let left: [FieldPath]
    private let reclaimed: [FieldPath]

    /// - Parameter body: as observed. What the specs that were last applied left to others, it says itself.
    init(_ desired: DesiredObject, _ body: Value, _ owners: [FieldOwner]) {
        let left = desired.left.map(\.path)
        reclaimed = Mark.leftPaths(of: body).filter { path in
            !left.contains(path) && desired.body[at: path] != nil
        }
        var leaving: [Handover] = []
        var beginnings: [AttributeDifference] = []
        for attribute in desired.left
        where owners.contains(where: { $0.isOurs && $0.fields.touches(attribute.path) }) {
            let before = body[at: attribute.path]
            guard case .int(let present)? = before, present < Int64(attribute.least) else {
                leaving.append(Handover(attribute.path, .toOthers(beginning: nil)))
                continue
            }
            let beginning = Value.int(Int64(attribute.least))
            leaving.append(Handover(attribute.path, .toOthers(beginning: beginning)))
            beginnings.append(
                AttributeDifference(path: attribute.path, before: before, after: beginning))
        }
        self.left = left
        self.beginnings = beginnings
        all = leaving + reclaimed.map { Handover($0, .toUs) }
    }

    /// Whether giving it up takes nothing away.
    func leaves(_ path: FieldPath) -> Bool { left.contains(where: path.hasPrefix) }

    /// Whether others hold it because the specs left it to them: it is no conflict that they state it again.
    func reclaims(_ path: FieldPath) -> Bool { reclaimed.contains(where: path.hasPrefix) }
}
