import Core
import Diagnostics
import Values

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

    var regions: [String] { Set(observations.map(\.scope.region)).sorted() }
    /// When the oldest look was that saw anything: a region that is away has no time of its own.
    var at: Timestamp? {
        observations.filter { $0.looks.values.contains(where: \.isComplete) }.map(\.at).min()
    }

    /// What was seen of it; nil where it is not there, is going, or is not the fleet's.
    func told(_ reference: Reference, of fleet: String) -> String? {
        guard !reference.isSecret, let object = objects[reference.source], object.mark?.fleet == fleet,
            !object.isTerminating
        else { return nil }
        return (try? object.body.decode())?[at: reference.attribute]?.string
    }

    func at(_ scope: Scope) -> Timestamp? { observations.first { $0.scope == scope }?.at }

    /// Nil where nobody looked into the namespace.
    func occupancy(of namespace: ObjectID) -> Occupancy? {
        observations.first { $0.scope == namespace.scope }?.occupancies[namespace.name]
    }

    /// The code of the finding that says why nothing may be concluded.
    func whyUnseen(_ scope: Scope, kind: String) -> String {
        switch looks[scope]?[kind]?.outcome {
        case .failed(let problem): problem.code
        case .notServed: "kubernetes.not-served"
        case .complete, nil: "observation.missing"
        }
    }

    /// Whether all of the fleet's objects were looked for, so that what is not wanted can be told from what is not known.
    func isWhole(_ scope: Scope) -> Bool { observations.contains { $0.scope == scope && $0.owners.isEmpty } }

    /// Whether something may be concluded from an object of this kind not being in `objects`.
    func wasSeen(_ scope: Scope, kind: String) -> Bool { looks[scope]?[kind]?.isComplete ?? false }

    /// What providers remarked, and the parts of the world that could not be seen.
    func findings(fleet blueprint: Blueprint, selection: Selection) -> [Finding] {
        var complaints = Complaints()
        for observation in observations {
            let scope = observation.scope
            for remark in observation.remarks { complaints.add(remark, .warning, in: scope) }
            var failures: [Problem: [String]] = [:]
            for (kind, look) in observation.looks where selection.includes(kind: kind) {
                switch look.outcome {
                case .complete: break
                case .failed(let problem): failures[problem, default: []].append(kind)
                case .notServed:
                    let apiVersion = blueprint.kinds.first { $0.name == kind }?.apiVersion ?? ""
                    complaints.add(.notServed(kind, apiVersion), .error, in: scope)
                }
            }
            for (problem, kinds) in failures {
                var problem = problem
                if kinds.count < observation.looks.count {
                    problem.summary += " (\(kinds.sorted().joined(separator: ", ")))"
                }
                complaints.add(problem, .error, in: scope)
            }
            // Where a kind failed for the same reason, that says it all.
            if case .failed(var problem)? = observation.copiesLook, failures[problem] == nil {
                problem.summary = "copies of data could not be looked for: \(problem.summary)"
                complaints.add(problem, .warning, in: scope)
            }
        }
        return complaints.findings
    }

    /// Objects are asked for where nobody looked: nothing is planned for them, and that must not look like peace.
    func unobserved(_ wanted: [DesiredObject]) -> [Finding] {
        var kinds: [Scope: Set<String>] = [:]
        for object in wanted where looks[object.id.scope]?[object.id.kind] == nil {
            kinds[object.id.scope, default: []].insert(object.id.kind)
        }
        var complaints = Complaints()
        for (scope, kinds) in kinds {
            let which = looks[scope] == nil ? "" : " (\(kinds.sorted().joined(separator: ", ")))"
            complaints.add(
                Problem(
                    "observation.missing", "not looked at\(which)",
                    detail: "nothing was planned for what the specs ask for there",
                    help: "this is a mistake in Cadastre and not in the specs: please report it"),
                .error, in: scope)
        }
        return complaints.findings
    }
}

/// What is wrong in which scopes. What is the same in several of them is told once: a missing kubeconfig is one
/// problem, however many regions need it.
private struct Complaints {
    private struct Complaint: Hashable {
        let problem: Problem
        let severity: Diagnostic.Severity
    }

    private var scopes: [Complaint: Set<Scope>] = [:]

    mutating func add(_ problem: Problem, _ severity: Diagnostic.Severity, in scope: Scope) {
        scopes[Complaint(problem: problem, severity: severity), default: []].insert(scope)
    }

    /// In no particular order; a plan brings them into one.
    var findings: [Finding] {
        scopes.map { complaint, scopes in
            var problem = complaint.problem
            let regions = Set(scopes.map(\.region)).sorted()
            problem.summary = "\(regions.joined(separator: ", ")): \(problem.summary)"
            return Finding(
                Diagnostic(complaint.severity, problem), owner: regions.count == 1 ? .region(regions[0]) : nil
            )
        }
    }
}

extension Problem {
    fileprivate static func notServed(_ kind: String, _ apiVersion: String) -> Problem {
        Problem(
            "kubernetes.not-served", "the server does not serve \(kind) (\(apiVersion))",
            detail: "objects of this kind were neither compared nor planned",
            help: "upgrade the cluster, or name the other kinds with --kind")
    }
}
