import Core
import Diagnostics

/// All observations together, by identity.
struct ObservedWorld {
    let observations: [Observation]
    let objects: [ObjectID: ObservedObject]
    private let looks: [Scope: [String: Look]]

    init(_ observations: [Observation]) {
        self.observations = observations.sorted { $0.scope < $1.scope }
        looks = Dictionary(observations.map { ($0.scope, $0.looks) }, uniquingKeysWith: { first, _ in first })
        var objects: [ObjectID: ObservedObject] = [:]
        objects.reserveCapacity(
            observations.reduce(0) { $0 + $1.looks.values.reduce(0) { $0 + $1.objects.count } })
        for observation in observations {
            for look in observation.looks.values where look.isComplete {
                for object in look.objects { objects[object.id] = object }
            }
        }
        self.objects = objects
    }

    var regions: [String] { observations.map(\.scope.region) }
    var at: Timestamp? { observations.map(\.at).min() }

    func at(_ scope: Scope) -> Timestamp? { observations.first { $0.scope == scope }?.at }

    /// Whether something may be concluded from an object of this kind not being in `objects`.
    func wasSeen(_ scope: Scope, kind: String) -> Bool { looks[scope]?[kind]?.isComplete ?? false }

    /// The parts of the world that could not be seen. One finding where all of a scope failed for one reason.
    func findings(fleet blueprint: Blueprint, selection: Selection) -> [Finding] {
        var findings: [Finding] = []
        for observation in observations {
            for remark in observation.remarks {
                findings.append(finding(remark, in: observation.scope, .warning))
            }
            var failures: [Problem: [String]] = [:]
            for (kind, look) in observation.looks where selection.includes(kind: kind) {
                switch look.outcome {
                case .complete: break
                case .failed(let problem): failures[problem, default: []].append(kind)
                case .notServed:
                    let kind = blueprint.kinds.first { $0.name == kind }
                    findings.append(
                        notServed(kind?.apiVersion ?? "", kind?.name ?? "", in: observation.scope))
                }
            }
            for (problem, kinds) in failures.sorted(by: { $0.value.min()! < $1.value.min()! }) {
                var problem = problem
                if kinds.count < observation.looks.count {
                    problem.summary += " (\(kinds.sorted().joined(separator: ", ")))"
                }
                findings.append(finding(problem, in: observation.scope, .error))
            }
        }
        return findings
    }

    /// Objects are asked for where nobody looked: nothing is planned for them, and that must not look like peace.
    func unobserved(_ wanted: [DesiredObject]) -> [Finding] {
        var kinds: [Scope: Set<String>] = [:]
        for object in wanted where looks[object.id.scope]?[object.id.kind] == nil {
            kinds[object.id.scope, default: []].insert(object.id.kind)
        }
        return kinds.sorted { $0.key < $1.key }.map { scope, kinds in
            let which = looks[scope] == nil ? "" : " (\(kinds.sorted().joined(separator: ", ")))"
            return finding(
                Problem(
                    "observation.missing", "not looked at\(which)",
                    detail: "nothing was planned for what the specs ask for there"), in: scope, .error)
        }
    }

    private func finding(_ problem: Problem, in scope: Scope, _ severity: Diagnostic.Severity) -> Finding {
        Finding(
            Diagnostic(
                severity, problem.code, "\(scope.region): \(problem.summary)",
                notes: problem.detail.isEmpty ? [] : [problem.detail], help: problem.help),
            owner: .region(scope.region))
    }

    private func notServed(_ apiVersion: String, _ kind: String, in scope: Scope) -> Finding {
        Finding(
            Diagnostic(
                .error, "kubernetes.not-served",
                "\(scope.region): the server does not serve \(kind) (\(apiVersion))",
                notes: ["objects of this kind were neither compared nor planned"],
                help: "upgrade the cluster, or leave the kind out with --kind"),
            owner: .region(scope.region))
    }
}
