import Core
import Foundation
import Glibc
import Planning

/// Where a plan is saved.
struct SavedPlanFile {
    let path: String

    init(path: String) { self.path = path }

    /// Whether `apply` is given a plan and not specs: a file that is no YAML, or the name of one.
    init?(meantBy path: String) {
        if Self.isSpecName(path) { return nil }
        let isNamedLikeAFile = !(path as NSString).pathExtension.isEmpty && !path.hasSuffix("/")
        guard SystemFile.isRegular(path) || (isNamedLikeAFile && !fileExists(path)) else { return nil }
        self.init(path: path)
    }

    /// A plan that was so called would be taken for a spec.
    static func isSpecName(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

    /// - Throws: a `Problem` that says what is wrong with the file.
    func read() throws(Problem) -> SavedPlan {
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try SystemFile.read(path) } catch {
            throw error.code == ENOENT ? .noSavedPlan(path) : .unreadable(path, error)
        }
        return try SavedPlan(json: bytes, named: path)
    }

    func write(_ plan: SavedPlan) throws(Problem) {
        do throws(SystemError) { try AtomicFile.write(plan.json, to: path) } catch {
            throw .unwritable(path, error)
        }
    }

    /// A mistyped name must not cost a file.
    ///
    /// - Throws: `saved-plan.in-the-way` where something else than a saved plan is there.
    func requireFree() throws(Problem) {
        guard let mode = SystemFile.mode(of: path) else { return }
        let start = mode & S_IFMT == S_IFREG ? (try? SystemFile.read(path)) : nil
        let isOurs = start.map { bytes in
            bytes.isEmpty || String(decoding: bytes.prefix(200), as: UTF8.self).contains(SavedPlan.family)
        }
        if isOurs != true { throw .inTheWay(path) }
    }
}

extension Problem {
    fileprivate static func noSavedPlan(_ path: String) -> Problem {
        Problem(
            "saved-plan.not-found", "there is no saved plan at \(path)",
            help: "save one with `cadastre plan --save \(path)`, or name the folder of your specs")
    }

    fileprivate static func unreadable(_ path: String, _ error: SystemError) -> Problem {
        Problem(
            "saved-plan.unreadable", "\(path) cannot be read", detail: error.words,
            help: "a saved plan can be read by whoever saved it alone: see whose it is")
    }

    fileprivate static func unwritable(_ path: String, _ error: SystemError) -> Problem {
        Problem(
            "saved-plan.unwritable", "the plan cannot be saved to \(path)", detail: error.words,
            help: "see that the folder is there and that you may write to it")
    }

    fileprivate static func inTheWay(_ path: String) -> Problem {
        Problem(
            "saved-plan.in-the-way", "\(path) is in the way",
            detail: "it is no saved plan, and is left as it is",
            help: "save the plan to another file, or move this one away")
    }
}
