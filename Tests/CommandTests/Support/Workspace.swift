import Foundation
import Testing

/// A folder of its own with a copy of the example's specs, gone when the test is.
final class Workspace {
    let folder: URL

    /// - Parameters:
    ///   - platform: another platform name than the example's, so that fleets on one cluster do not meet.
    ///   - account: another account of AWS than the example's.
    init(platform: String? = nil, account: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "cadastre-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: repository.appendingPathComponent("specs"), to: folder.appendingPathComponent("specs"))
        if let account {
            for region in regions {
                try replace("\"111122223333\"", with: "\"\(account)\"", in: "specs/regions/\(region).yaml")
            }
        }
        guard let platform else { return }
        try edit("specs/platform.yaml") { text in
            text.replacingOccurrences(of: "  name: parking ", with: "  name: \(platform) ")
                .replacingOccurrences(of: "{namespace: parking-", with: "{namespace: \(platform)-")
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var sandbox: String { folder.appendingPathComponent("world.sqlite").path }

    func edit(_ path: String, _ change: (String) -> String) throws {
        let file = folder.appendingPathComponent(path)
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = change(text)
        try #require(changed != text, "nothing in \(path) was changed")
        try changed.write(to: file, atomically: true, encoding: .utf8)
    }

    func replace(_ old: String, with new: String, in path: String) throws {
        try edit(path) { $0.replacingOccurrences(of: old, with: new) }
    }

    func write(_ text: String, to path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
    }
}
