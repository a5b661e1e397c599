import Core
import Specs
import Values

extension Kind {
    static let persistentVolumeClaim = Kind(
        "PersistentVolumeClaim", holdsData: true,
        immutable: ["spec.accessModes", "spec.storageClassName"], growing: ["spec.resources.requests"],
        comparison: [
            "spec": .object([
                "accessModes": .set,
                "resources": .object(["requests": .object([:], rest: .quantity)]),
            ])
        ])
}

extension Plot {
    /// The volume for the tenant's own files.
    ///
    /// - Parameter needs: what has to stand before: the quota that it counts against.
    func assetsVolume(_ assets: Tier.Assets, needs: [ObjectID]) -> DesiredObject {
        var draft = draft(.persistentVolumeClaim, named: "assets")
        draft.needs += needs
        var spec: Fields = ["accessModes": [.string(assets.accessMode.value.rawValue)]]
        if let storageClass = assets.storageClass {
            spec["storageClassName"] = .string(storageClass.value.text)
            draft.note("spec.storageClassName", storageClass.origin)
        }
        spec["resources"] = ["requests": ["storage": .string(assets.size.value.canonical)]]
        draft.content["spec"] = .object(spec)
        draft.note("spec.accessModes", assets.accessMode.origin)
        draft.note("spec.resources", assets.size.origin)
        return sealed(draft)
    }
}
