package import Controller
import Core
import Diagnostics
import Reconciliation
import Values

/// What happens in a loop, as lines of its log.
package enum KeeperLog {
    package static func records(of event: KeeperEvent) -> [LogRecord] {
        switch event {
        case .started(let interval):
            let seconds = Int64(interval / .seconds(1))
            return [LogRecord(.info, "loop.started", "started", ["intervalSeconds": .int(seconds)])]
        case .specsRead(let reading): return warnings(reading) + [specsRead(reading)]
        case .specsInvalid(let reading): return mistakes(reading)
        case .watchLost(let region, let kind, let problem):
            return [
                record(
                    .warning, "watch.lost",
                    "\(region): changes are not told at once for a while: \(problem.summary)",
                    problem, ["region": .string(region), "kind": .string(kind)])
            ]
        case .watchBack(let region):
            return [
                LogRecord(
                    .info, "watch.back", "\(region): changes are told again", ["region": .string(region)])
            ]
        case .regionAway(let scope, let problem):
            return [
                record(
                    .error, "region.away",
                    "\(scope.words) is left alone until it answers: \(problem.summary)", problem,
                    ["region": .string(scope.region), "world": .string(scope.world.rawValue)])
            ]
        case .regionBack(let scope):
            return [
                LogRecord(
                    .info, "region.back", "\(scope.words) answers again",
                    ["region": .string(scope.region), "world": .string(scope.world.rawValue)])
            ]
        case .finding(let finding, let sources):
            var record = diagnostic(finding.diagnostic, sources, event: "finding")
            record.fields.add(finding.owner)
            return [record]
        case .change(let run, let change, let result): return [changed(run, change, result)]
        case .ran(let summary): return [summary.record]
        case .stopping: return [LogRecord(.info, "loop.stopping", "stopping after what is in flight")]
        case .stopped: return [LogRecord(.info, "loop.stopped", "stopped")]
        }
    }

    private static func record(
        _ level: LogRecord.Level, _ event: String, _ message: String, _ problem: Problem, _ fields: Fields
    ) -> LogRecord {
        var fields = fields
        fields["code"] = .string(problem.code)
        fields["detail"] = .string(problem.detail)
        if let help = problem.help { fields["help"] = .string(help) }
        return LogRecord(level, event, message, fields)
    }

    private static func diagnostic(
        _ diagnostic: Diagnostic, _ sources: SourceMap, event: String
    ) -> LogRecord {
        var fields: Fields = [
            "code": .string(diagnostic.code), "severity": .string(diagnostic.severity.rawValue),
        ]
        var message = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(diagnostic.summary)"
        if let origin = diagnostic.origin {
            let place = sources.location(of: origin)
            fields["place"] = .string(place)
            message = "\(place): \(message)"
        }
        let details = (diagnostic.label.isEmpty ? [] : [diagnostic.label]) + diagnostic.notes
        if !details.isEmpty { fields["detail"] = .string(details.joined(separator: "; ")) }
        if let help = diagnostic.help { fields["help"] = .string(help) }
        return LogRecord(diagnostic.severity == .error ? .error : .warning, event, message, fields)
    }
}

// MARK: - Specs

extension KeeperLog {
    private static func warnings(_ reading: SpecsReading) -> [LogRecord] {
        reading.diagnostics.map { diagnostic($0, reading.sources, event: "specs.doubtful") }
    }

    private static func specsRead(_ reading: SpecsReading) -> LogRecord {
        let specs = reading.blueprint?.specCount ?? 0
        let objects = reading.blueprint?.objects.count ?? 0
        return LogRecord(
            .info, "specs.read", "read \(specs) specs: \(reading.homes.count) tenants, \(objects) objects",
            [
                "specs": .int(Int64(specs)), "tenants": .int(Int64(reading.homes.count)),
                "objects": .int(Int64(objects)),
            ])
    }

    private static func mistakes(_ reading: SpecsReading) -> [LogRecord] {
        let count = reading.diagnostics.count { $0.severity == .error }
        return reading.diagnostics.map { diagnostic($0, reading.sources, event: "specs.mistake") } + [
            LogRecord(
                .error, "specs.invalid", "the specs are not valid: nothing is applied until they are",
                ["mistakes": .int(Int64(count))])
        ]
    }
}

// MARK: - Runs

extension KeeperLog {
    private static func changed(_ run: Int, _ change: Change, _ result: ApplySchedule.Result) -> LogRecord {
        var fields: Fields = [
            "run": .int(Int64(run)), "action": .string(change.action.rawValue),
            "object": .string(change.id.short), "region": .string(change.id.scope.region),
        ]
        fields.add(change.owner)
        // Which attributes, and not what is in them.
        if !change.differences.isEmpty {
            fields["paths"] = .array(change.differences.map { .string("\($0.path)") })
        }
        let managers = Set(change.differences.compactMap { $0.drift?.manager }).sorted()
        if !managers.isEmpty { fields["driftBy"] = .array(managers.map(Value.string)) }
        let drift = managers.isEmpty ? "" : ", changed by \(managers.joined(separator: ", "))"
        let sentence = "\(change.action.rawValue) \(change.id)\(drift)"
        guard case .failed(let problem) = result else {
            return LogRecord(.info, "change", sentence, fields)
        }
        return record(.error, "change.failed", "\(sentence): \(problem.summary)", problem, fields)
    }
}

extension RunSummary {
    fileprivate var record: LogRecord {
        let performed = changes.filter { $0.key.isChange }
        var fields: Fields = ["run": .int(Int64(job.number))]
        let about = job.about
        if !about.isEmpty { fields["about"] = .array(about.map { .string("\($0)") }) }
        if !moved.isEmpty { fields["moved"] = .array(moved.map { .string("\($0)") }) }
        fields["changes"] = .object(
            Fields(
                performed.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    ($0.key.rawValue, .int(Int64($0.value)))
                }))
        let counts = [
            ("applied", applied), ("failed", failed), ("waiting", waiting), ("skipped", skipped),
            ("blocked", blocked), ("left", left), ("unseen", unseen),
        ]
        for (name, count) in counts { fields[name] = .int(Int64(count)) }
        fields["unchanged"] = .int(Int64(unchanged))
        fields["seconds"] = .double((seconds * 1000).rounded() / 1000)
        let told = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        let result = told.isEmpty ? "nothing to do" : told.joined(separator: ", ")
        let whom = about.isEmpty ? "the fleet" : about.map { "\($0)" }.joined(separator: ", ")
        let isGood = failed + left + unseen == 0
        return LogRecord(
            isGood ? .info : .warning, "run", "looked at \(whom): \(result), \(unchanged) as they should be",
            fields)
    }
}

extension Keeper.Job {
    /// Empty for the fleet.
    fileprivate var about: [Owner] {
        keys.compactMap { if case .owner(let owner) = $0 { owner } else { nil } }
    }
}

extension Fields {
    fileprivate mutating func add(_ owner: Owner?) {
        switch owner {
        case .tenant(let name): self["tenant"] = .string(name)
        case .region(let name): self["region"] = .string(name)
        case nil: break
        }
    }
}

extension Scope {
    /// A region is where its cluster is.
    fileprivate var words: String { world == .aws ? "AWS in \(region)" : region }
}
