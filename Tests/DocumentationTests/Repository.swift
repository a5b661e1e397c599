import Foundation

/// A path in the repository as one of this machine.
func path(_ path: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardized
        .appendingPathComponent(path).path
}

func read(_ file: String) throws -> String { try String(contentsOfFile: path(file), encoding: .utf8) }

func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

/// Paths in the repository, sorted.
func files(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path(folder)).filter { $0.hasSuffix(ending) }.sorted()
        .map { "\(folder)/\($0)" }
}
