package import Core
package import Diagnostics
import Reconciliation
import Values

/// Reads a report file: each apply that it holds, in the order in which they began.
package struct ApplyRecordReader {
    package private(set) var records: [ApplyRecord] = []
    /// For the places of the specs that the changes name; the files themselves are not in it.
    package private(set) var sources = SourceMap()
    private var places: [String: Int] = [:]
    private var files: [String: FileID] = [:]

    /// - Parameter name: what the file is called in messages.
    /// - Throws: `report.damaged`, with the line. That the last line of an apply is cut off is no damage: so ends a crash.
    package init(_ bytes: [UInt8], named name: String) throws(Problem) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        var cut: Int?
        for (index, line) in lines.enumerated() {
            guard let value = try? Value(json: line) else {
                if let cut { throw .damaged(name, "line \(cut + 1) is no JSON") }
                cut = index
                continue
            }
            if let cut, value[key: "type"] != "begin" { throw .damaged(name, "line \(cut + 1) is no JSON") }
            cut = nil
            guard read(value) else { throw .damaged(name, "line \(index + 1) is no line of a report") }
        }
        if records.isEmpty { throw .damaged(name, "no apply begins in it") }
    }

    /// Lines of a type that is not known are passed over: a newer version may add some.
    private mutating func read(_ line: Value) -> Bool {
        guard let type = line[key: "type"]?.string, let run = line[key: "run"]?.string else { return false }
        if type == "begin" {
            guard let beginning = ApplyRecord.Beginning(line) else { return false }
            places[run] = records.count
            records.append(ApplyRecord(beginning: beginning))
            return true
        }
        guard let place = places[run] else { return false }
        switch type {
        case "started":
            guard let id = line[key: "object"].flatMap(ObjectID.init) else { return false }
            records[place].unended.append(id)
        case "finished":
            guard let change = change(line), let result = ApplySchedule.Result(line) else { return false }
            records[place].unended.removeAll { $0 == change.id }
            records[place].entries.append(ApplyReport.Entry(change: change, result: result))
        case "end": records[place].seconds = line[key: "seconds"]?.double ?? 0
        default: break
        }
        return true
    }

    private mutating func change(_ line: Value) -> Change? {
        guard let id = line[key: "object"].flatMap(ObjectID.init),
            let action = line[key: "action"]?.string.flatMap(Action.init),
            let reason = Reason(line), let differences = line[key: "differences"]?.array
        else { return nil }
        return Change(
            id: id, kind: Kind(id.kind),
            owner: line[key: "tenant"]?.string.map(Owner.tenant) ?? .region(id.scope.region), action: action,
            reason: reason, differences: differences.compactMap { difference($0) },
            blockedBy: line[key: "blockedBy"]?.array?.compactMap(\.string) ?? [])
    }

    private mutating func difference(_ value: Value) -> Difference? {
        guard let path = value[key: "path"]?.string.flatMap({ try? FieldPath(parsing: $0) }) else {
            return nil
        }
        let drift = value[key: "drift"].map { drift in
            Drift(
                manager: drift[key: "manager"]?.string,
                at: drift[key: "at"]?.string.flatMap(Timestamp.init(rfc3339:)))
        }
        return Difference(
            path: path, before: value[key: "before"], after: value[key: "after"],
            origin: value[key: "origin"].flatMap { origin($0) }, drift: drift)
    }

    private mutating func origin(_ value: Value) -> Origin? {
        guard let path = value[key: "file"]?.string, let line = value[key: "line"]?.int,
            let column = value[key: "column"]?.int
        else { return nil }
        let file = files[path] ?? sources.add(path: path, bytes: [])
        files[path] = file
        return Origin(file: file, line: Int(clamping: line), column: Int(clamping: column))
    }
}

extension ApplyRecord.Beginning {
    fileprivate init?(_ line: Value) {
        guard line[key: "apiVersion"]?.string == ApplyRecordLines.apiVersion,
            let run = line[key: "run"]?.string,
            let at = line[key: "at"]?.string.flatMap(Timestamp.init(rfc3339:)), let by = line[key: "by"],
            let specs = line[key: "specs"], let fleet = line[key: "fleet"]?.string,
            let planned = line[key: "planned"]?.int
        else { return nil }
        let titles = (line[key: "titles"]?.fields ?? [:]).compactMap { key, value in
            value.string.map { (key, $0) }
        }
        self.init(
            run: run, at: at, user: by[key: "user"]?.string ?? "", host: by[key: "host"]?.string ?? "",
            version: line[key: "version"]?.string ?? "", fleet: fleet,
            specs: specs[key: "folder"]?.string ?? "", digest: specs[key: "digest"]?.string ?? "",
            savedPlan: line[key: "savedPlan"]?.string, planned: Int(clamping: planned),
            titles: Dictionary(titles, uniquingKeysWith: { first, _ in first }))
    }
}

extension ApplySchedule.Result {
    fileprivate init?(_ line: Value) {
        switch line[key: "result"]?.string {
        case "applied": self = .applied
        case "left": self = .left
        case "blocked": self = .blocked(by: line[key: "blockedBy"]?.array?.compactMap(\.string) ?? [])
        case "waiting": self = .waiting(line[key: "waitingFor"]?.string ?? "")
        case "skipped":
            guard let cause = line[key: "because"].flatMap(ObjectID.init) else { return nil }
            self = .skipped(because: cause)
        case "failed":
            guard let problem = line[key: "problem"], let code = problem[key: "code"]?.string,
                let summary = problem[key: "summary"]?.string
            else { return nil }
            self = .failed(
                Problem(
                    code, summary, detail: problem[key: "detail"]?.string ?? "",
                    help: problem[key: "help"]?.string))
        default: return nil
        }
    }
}

extension Problem {
    fileprivate static func damaged(_ name: String, _ reason: String) -> Problem {
        Problem(
            "report.damaged", "\(name) cannot be read as the report of an apply", detail: reason,
            help: "name a file that `cadastre apply --report` wrote; its lines can still be read by eye")
    }
}
