import Foundation

/// The process's environment, read where it comes in.
enum Environment {
    static var all: [String: String] { ProcessInfo.processInfo.environment }

    static subscript(name: String) -> String? { all[name] }

    static subscript(name: String, default fallback: String) -> String { all[name] ?? fallback }
}

func fileExists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
