import Core
import Testing

@testable import Kubernetes

@Suite struct OccupantTests {
    @Test(
        "What has an owner comes and goes with it, though a volume only with its pod",
        arguments: [
            (Kind("Pod"), ["ReplicaSet"], true), (Kind("Pod"), [], false),
            (Kind("PersistentVolumeClaim"), ["Pod"], true),
            (Kind("PersistentVolumeClaim"), ["StatefulSet"], false),
            (Kind("PersistentVolumeClaim"), ["Pod", "Database"], false),
            (Kind("PersistentVolumeClaim"), [nil], false), (Kind("PersistentVolumeClaim"), [], false),
        ] as [(Kind, [String?], Bool)])
    func derived(_ kind: Kind, _ owners: [String?], _ isDerived: Bool) {
        #expect(OccupantSearch.isDerived(kind, from: owners) == isDerived)
    }

    @Test(
        "What a cluster makes in every namespace is known by its group, too",
        arguments: [
            (Kind("ServiceAccount"), "default", true), (Kind("ServiceAccount"), "robot", false),
            (Kind("ConfigMap"), "kube-root-ca.crt", true), (Kind("ConfigMap"), "settings", false),
            (Kind("Event"), "x", true), (Kind("Event", group: "events.k8s.io"), "x", true),
            (Kind("Event", group: "calendar.example.org"), "x", false),
            (Kind("Endpoints", group: "mesh.example.org"), "x", false),
        ])
    func everywhere(_ kind: Kind, _ name: String, _ isMade: Bool) {
        #expect(OccupantSearch.isMadeEverywhere(kind, name) == isMade)
    }
}
