import Core
import Foundation
import Glibc
import Reports

/// The folder that `render` writes to.
struct RenderedFolder {
    let path: String

    struct Differences {
        var written: [RenderedFile] = []
        /// Paths under the folder of files that an earlier run wrote and that are not asked for any more.
        var stale: [String] = []

        var isEmpty: Bool { written.isEmpty && stale.isEmpty }
    }

    private var root: URL { URL(fileURLWithPath: path, isDirectory: true) }

    /// - Parameter isWhole: whether `files` are all that should be there, so that others are stale.
    func differences(from files: [RenderedFile], isWhole: Bool) throws -> Differences {
        var result = Differences()
        for file in files {
            let present = try? Data(contentsOf: root.appendingPathComponent(file.path))
            if present.map(Array.init) != file.bytes { result.written.append(file) }
        }
        if isWhole {
            let wanted = Set(files.map(\.path))
            result.stale = try renderedPaths().filter { !wanted.contains($0) }
        }
        return result
    }

    /// Every file is written beside its place and then moved there, so that none is ever half there.
    ///
    /// - Throws: `render.in-the-way` or `render.unwritable`.
    func write(_ differences: Differences) throws(Problem) {
        do {
            try change(differences)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(
                "render.unwritable", "\(path) cannot be written", detail: reason(of: error),
                help: "see that you may write there, or render to another folder with --to")
        }
    }

    /// The system's word where there is one: Foundation's own is a number.
    private func reason(of error: any Error) -> String {
        let details = (error as NSError).userInfo
        guard let cause = (details[NSUnderlyingErrorKey] as? any Error).map({ $0 as NSError }),
            cause.domain == NSPOSIXErrorDomain, let place = details[NSFilePathErrorKey] as? String
        else { return error.localizedDescription }
        return "\(place): \(SystemError(code: Int32(cause.code)).words)"
    }

    private func change(_ differences: Differences) throws {
        var folders: Set<String> = []
        for file in differences.written {
            let place = root.appendingPathComponent(file.path)
            try requireNoLink(on: file.path, passed: &folders)
            if let present = try? Data(contentsOf: place), !isRendered(present) {
                throw Problem.inTheWay("\(path)/\(file.path)")
            }
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: place, options: .atomic)
        }
        for stale in differences.stale {
            let place = root.appendingPathComponent(stale)
            try FileManager.default.removeItem(at: place)
            try removeEmptyFolders(from: place.deletingLastPathComponent())
        }
    }

    /// A link in the folder could lead out of it, and to files of somebody else's. The folder itself may be one.
    ///
    /// - Parameter passed: folders that are known to be none.
    private func requireNoLink(on file: String, passed: inout Set<String>) throws(Problem) {
        var path = self.path
        for part in file.split(separator: "/") {
            path += "/\(part)"
            if passed.contains(path) { continue }
            guard let mode = SystemFile.mode(of: path) else { return }
            if mode & S_IFMT == S_IFLNK {
                throw .inTheWay(path, "it is a symbolic link, and could lead anywhere")
            }
            if mode & S_IFMT == S_IFDIR { passed.insert(path) }
        }
    }

    private func renderedPaths() throws -> [String] {
        guard let all = FileManager.default.enumerator(atPath: path) else { return [] }
        var paths: [String] = []
        for case let name as String in all where name.hasSuffix(".yaml") {
            if let data = try? Data(contentsOf: root.appendingPathComponent(name)), isRendered(data) {
                paths.append(name)
            }
        }
        return paths.sorted()
    }

    private func isRendered(_ data: Data) -> Bool { data.starts(with: renderedFileHeader.utf8) }

    private func removeEmptyFolders(from folder: URL) throws {
        var folder = folder.standardizedFileURL
        while folder.path.count > root.standardizedFileURL.path.count,
            try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty
        {
            try FileManager.default.removeItem(at: folder)
            folder = folder.deletingLastPathComponent()
        }
    }
}

extension Problem {
    /// A file that somebody else wrote stands where one is to be written.
    fileprivate static func inTheWay(
        _ path: String, _ reason: String = "`cadastre render` did not write it, and leaves it alone"
    ) -> Problem {
        Problem(
            "render.in-the-way", "\(path) is in the way", detail: reason,
            help: "move the file away, or render to another folder with --to")
    }
}
