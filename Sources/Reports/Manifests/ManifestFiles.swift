package import Core
import Values
import YAML

/// A file to be written under the folder that `render` was given.
package struct RenderedFile: Hashable, Sendable {
    /// `<region>/kubernetes/<namespace>/<kind>-<name>.yaml`, `<region>/aws/<kind>-<name>.yaml`
    package let path: String
    package let bytes: [UInt8]
}

/// The blueprint as files, one for each object: what apply makes a new one with. Sorted by path.
package func manifestFiles(_ blueprint: Blueprint, selection: Selection = .all) throws -> [RenderedFile] {
    try blueprint.objects.filter { selection.includes($0.id, of: $0.owner) }.map { object in
        RenderedFile(
            path: manifestPath(of: object.id),
            bytes: Array(renderedFileHeader.utf8) + (try yamlDocument(object.bodyAtFirst)))
    }.sorted { $0.path < $1.path }
}

/// An object of a cluster without a namespace stands in the folder of the one that it is, or of the cluster.
func manifestPath(of id: ObjectID) -> String {
    let folder = id.kind == "Namespace" ? id.name : id.namespace.isEmpty ? "cluster" : id.namespace
    let place = "\(id.scope.region)/\(id.scope.world.rawValue)" + (id.scope.world == .aws ? "" : "/\(folder)")
    return "\(place)/\(id.kind.lowercased())-\(id.name).yaml"
}
