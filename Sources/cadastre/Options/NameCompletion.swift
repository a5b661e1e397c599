import ArgumentParser
import Blueprints
import Core
import Foundation
import Specs

extension CompletionKind {
    /// Names that the specs have, as they are on disk now. What is wrong with the specs is not told here: whoever types
    /// does not want to read errors between two keys.
    private static func names(_ kind: SpecKind) -> CompletionKind {
        .custom { words, _, _ in
            guard let fleet = await Fleet.load(folder: SpecFolder.named(in: words)).fleet else { return [] }
            switch kind {
            case .platform: return [fleet.platform.name.value.text]
            case .tier: return fleet.tiers.map(\.name.value.text)
            case .region: return fleet.regions.map(\.name.value.text)
            case .tenant: return fleet.tenants.map(\.name.value.text)
            }
        }
    }

    static var tierNames: CompletionKind { names(.tier) }
    static var regionNames: CompletionKind { names(.region) }
    static var tenantNames: CompletionKind { names(.tenant) }
    static var kindNames: CompletionKind { .list(Kind.all.map(\.name)) }
}

extension SpecFolder {
    /// The folder that a line names so far: after `--specs`, or as the first word that is a folder.
    fileprivate static func named(in words: [String]) -> String {
        if let option = words.firstIndex(of: "--specs"), option + 1 < words.count { return words[option + 1] }
        return words.dropFirst(2).first { !$0.hasPrefix("-") && isFolder($0) } ?? "specs"
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
