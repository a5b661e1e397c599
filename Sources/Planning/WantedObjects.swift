import Core
import Diagnostics
import Values

/// The blueprint's objects that a run is about, each identity once. What needs something of a region that the run is not
/// about, such as the copies of its backups, is left for one that sees both.
struct WantedObjects {
    private(set) var objects: [DesiredObject] = []
    private(set) var findings: [Finding] = []

    init(_ blueprint: Blueprint, _ selection: Selection) {
        var places: [ObjectID: Int] = [:]
        var rivals: [ObjectID: [DesiredObject]] = [:]
        for object in blueprint.objects
        where selection.includes(object.id, of: object.owner)
            && object.needs.allSatisfy({ selection.includes($0.scope) })
        {
            if let place = places[object.id] {
                rivals[object.id, default: [objects[place]]].append(object)
            } else {
                places[object.id] = objects.count
                objects.append(object)
            }
        }
        for (id, rivals) in rivals {
            let sorted = rivals.sorted { ($0.owner, $0.fingerprint) < ($1.owner, $1.fingerprint) }
            if let place = places[id] { objects[place] = sorted[0] }
            findings.append(Self.finding(id, sorted))
        }
    }

    private static func finding(_ id: ObjectID, _ rivals: [DesiredObject]) -> Finding {
        let origins = rivals.map { $0.origin(of: FieldPath()) }
        return Finding(
            Diagnostic(
                .blocked, "plan.duplicate", "\(id) is asked for more than once", at: origins[0],
                label: "asks for it",
                help: "give one of the two another name: an object can only be as one of them says",
                related: zip(rivals, origins).dropFirst().compactMap { rival, origin in
                    origin.map { Diagnostic.Related("\(rival.owner) asks for it too", $0) }
                }),
            owner: rivals[0].owner, reach: .object(id))
    }
}
