import Blueprints
import Core
import Foundation
import Specs
import Testing

/// The example fleet, with one file's text changed if a test wants it so.
struct Example {
    let fleet: Fleet
    let blueprint: Blueprint

    /// - Parameters:
    ///   - changing: a path under specs/, such as `tenants/acme.yaml`.
    ///   - renaming: reads every file under another name, for what must not depend on it.
    init(
        changing path: String? = nil, _ old: String = "", to new: String = "", renaming: Bool = false
    ) async throws {
        var files = await SpecFolder.read(Self.folder).files
        if let path {
            let index = try #require(files.firstIndex { $0.path.hasSuffix(path) })
            let text = String(decoding: files[index].bytes, as: UTF8.self)
            try #require(text.contains(old))
            files[index].bytes = Array(text.replacingOccurrences(of: old, with: new).utf8)
        }
        if renaming {
            files = files.enumerated().map { SpecFile(path: "\(99 - $0).yaml", bytes: $1.bytes) }.shuffled()
        }
        let load = await Fleet.load(files: files)
        fleet = try #require(load.fleet, "\(load.diagnostics)")
        blueprint = fleet.blueprint()
    }

    func object(_ kind: String, _ name: String, of tenant: String) throws -> DesiredObject {
        try #require(
            blueprint.objects.first {
                $0.id.kind == kind && $0.id.name == name && $0.owner == .tenant(tenant)
            })
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("specs").path
}
