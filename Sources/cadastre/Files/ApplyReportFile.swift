import Core
import Diagnostics
import Foundation
import Glibc
import Reconciliation
import Reports
import Specs
import Synchronization

/// The file in which an apply writes down what it does, while it does it: a crash leaves what was done so far.
struct ApplyReportFile {
    private let path: String
    private let descriptor: Int32
    /// Why a line could not be written: the system's number, or none.
    let failure = Failure()
    private var lines: ApplyRecordLines?
    private var started: [ObjectID: Double] = [:]
    private var ended: Set<ObjectID> = []
    private var start = 0.0

    /// Shared with whoever decides whether to go on.
    final class Failure: Sendable {
        fileprivate let code = Atomic<Int32>(0)

        var hasHappened: Bool { code.load(ordering: .relaxed) != 0 }
    }

    /// Only its owner may read it. What earlier applies wrote stays before what this one writes.
    ///
    /// - Throws: `report.in-the-way` or `report.unwritable`, before anything is applied.
    init(opening path: String) throws(Problem) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path, SystemError()) }
        guard SystemFile.isRegular(descriptor) else { throw .inTheWay(path) }
        do throws(SystemError) {
            let bytes = try SystemFile.read(from: descriptor)
            guard bytes.isEmpty || ApplyRecordLines.begin(bytes) else { throw SystemError(code: EEXIST) }
            // It may have been made by somebody who did not know what it would hold.
            guard fchmod(descriptor, 0o600) == 0 else { throw SystemError() }
            // A line that a crash cut off stays a line of its own.
            if let last = bytes.last, last != UInt8(ascii: "\n") {
                try SystemFile.write([UInt8(ascii: "\n")], to: descriptor)
            }
        } catch {
            throw error.code == EEXIST ? .inTheWay(path) : .unwritable(path, error)
        }
    }

    mutating func begin(_ planned: PlannedFleet, specs: String, savedPlan: String?) {
        start = Clock.monotonic
        let run = UUID().uuidString.lowercased()
        let lines = ApplyRecordLines(run: run, sources: planned.fleet.sources)
        self.lines = lines
        write(
            lines.begin(
                ApplyRecord.Beginning(
                    run: run, at: Clock.now, user: NSUserName(), host: ProcessInfo.processInfo.hostName,
                    version: Version.current, plan: planned.plan, specs: specs,
                    digest: planned.blueprint.digest, savedPlan: savedPlan)))
    }

    mutating func take(_ event: Applier.Event) {
        switch event {
        case .started(let change):
            started[change.id] = Clock.monotonic
            if let lines { write(lines.started(change, at: Clock.now)) }
        case .finished(let change, let result): finish(change, result)
        case .waiting, .stillWaiting, .rested: break
        }
    }

    /// What never began is told at the end.
    mutating func end(_ report: ApplyReport) {
        for entry in report.entries where !ended.contains(entry.change.id) {
            finish(entry.change, entry.result)
        }
        if let lines { write(lines.end(report, at: Clock.now, took: Clock.monotonic - start)) }
        if fsync(descriptor) != 0 { failure.code.store(errno, ordering: .relaxed) }
        if close(descriptor) != 0 { failure.code.store(errno, ordering: .relaxed) }
    }

    /// - Throws: `report.unwritable` where not all of it was written.
    func requireWhole() throws(Problem) {
        let code = failure.code.load(ordering: .relaxed)
        if code != 0 { throw .unwritable(path, SystemError(code: code)) }
    }

    private mutating func finish(_ change: Change, _ result: ApplySchedule.Result) {
        ended.insert(change.id)
        let seconds = started.removeValue(forKey: change.id).map { Clock.monotonic - $0 }
        if let lines { write(lines.finished(change, result, at: Clock.now, took: seconds)) }
    }

    /// Nothing follows a line that is not whole.
    private func write(_ line: [UInt8]) {
        if failure.hasHappened { return }
        do throws(SystemError) { try SystemFile.write(line, to: descriptor) } catch {
            failure.code.store(error.code, ordering: .relaxed)
        }
    }
}

extension Problem {
    fileprivate static func unwritable(_ path: String, _ error: SystemError) -> Problem {
        Problem(
            "report.unwritable", "the report cannot be written to \(path)", detail: error.words,
            help: "see that you may write there; nothing more is applied than can be written down")
    }

    fileprivate static func inTheWay(_ path: String) -> Problem {
        Problem(
            "report.in-the-way", "\(path) is in the way",
            detail: "it is no report of an apply, and is left as it is",
            help: "name another file with --report, or move this one away")
    }
}
