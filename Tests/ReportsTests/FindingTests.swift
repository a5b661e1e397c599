import Core
import Diagnostics
import Planning
import Reports
import TestSupport
import Testing
import Values

/// What the planner finds, from specs to the text that a person reads.
@Suite("A finding")
struct FindingTests {
    private func expect(_ world: SampleWorld, _ code: String, as name: String? = nil) {
        #expect(world.plan.findings.map(\.diagnostic.code) == [code])
        expectGolden(world.findings, at: "Golden/findings/\(name ?? code).txt")
    }

    @Test("A world that is as the specs say has none")
    func peace() async throws { #expect(try await SampleWorld().findings == "") }

    @Test("An object without a mark, or with another fleet's, is told with the line that asks for it")
    func notOurs() async throws {
        var world = try await SampleWorld()
        world.put(try world.desired().observed(mark: nil))
        expect(world, "ownership.unowned")
        world.put(try world.desired().observed(mark: Mark(fleet: "hotels", tenant: nil)))
        expect(world, "ownership.other-fleet")
    }

    @Test("A conflict names the manager, the field and the line that asks for another value")
    func conflict() async throws {
        var world = try await SampleWorld()
        let desired = try world.desired()
        var body = try #require(desired.body.fields)
        var data = try #require(body["data"]?.fields)
        data["limits.users"] = "9000"
        body["data"] = .object(data)
        let claim: Value = [
            "manager": "kubectl-edit", "operation": "Update", "time": "2026-11-23T21:40:02Z",
            "fieldsV1": ["f:data": ["f:limits.users": [:]]],
        ]
        var metadata = try #require(body["metadata"]?.fields)
        metadata["managedFields"] = [claim]
        body["metadata"] = .object(metadata)
        world.put(desired.observed(appliedSame: false, body: JSONText(.object(body))))
        expect(world, "ownership.conflict")
    }

    @Test("An object that is going, or that cannot be read, is told")
    func objects() async throws {
        var world = try await SampleWorld()
        world.put(try world.desired().observed(isTerminating: true))
        expect(world, "object.terminating")
        world.put(try world.desired().observed(body: JSONText(bytes: Array("{\"data\":".utf8)[...])))
        expect(world, "object.unreadable")
    }

    @Test("An object that cannot be adopted is told with why")
    func notAdoptable() async throws {
        var world = try await SampleWorld()
        let desired = try world.desired()
        let owner: Value = ["kind": "Rollout", "name": "web", "controller": true]
        world.put(
            desired.observed(
                mark: nil, body: JSONText(try desired.body.setting([owner], at: "metadata.ownerReferences"))))
        world.options.adopts = true
        expect(world, "ownership.not-adoptable")
    }

    @Test("What people protected is told with how to lift it")
    func protected() async throws {
        var world = try await SampleWorld()
        let old = try world.desired("Service").copy(name: "old")
        let protected = try old.body.setting(
            "true",
            at: FieldPath([.key("metadata"), .key("annotations"), .key(Mark.protectionAnnotation)]))
        world.put(old.observed(body: JSONText(protected)))
        expect(world, "safety.protected")
    }

    @Test("What may be protected, and nobody could see it, is told with why")
    func protectionUnknown() async throws {
        var world = try await SampleWorld()
        let web = try world.desired("Deployment")
        world.put(
            web.observed(
                appliedSame: false,
                body: JSONText(try web.body.setting(["matchLabels": ["app": "other"]], at: "spec.selector"))))
        world.look(.failed(Problem("kubernetes.forbidden", "may not list")), kind: "Namespace")
        let code = "safety.protection-unknown"
        let findings = world.plan.findings.filter { $0.diagnostic.code == code }
        expectGolden(
            DiagnosticText(sources: world.sources).render(findings.map(\.diagnostic)),
            at: "Golden/findings/\(code).txt")
    }

    @Test("What would go with a namespace is named, and what holds data keeps it")
    func occupants() async throws {
        var world = try await SampleWorld()
        let namespace = try world.desired("Namespace")
        // The only one of its kind would never go.
        world.look(.complete, kind: "Ingress")
        world.blueprint.objects.removeAll { $0.owner == .tenant("nordwind") }
        world.blueprint.tenants["nordwind"] = world.blueprint.tenants["nordwind"].map {
            TenantTerms(
                title: $0.title, residency: $0.residency, residencyOrigins: $0.residencyOrigins,
                region: $0.region, regionOrigin: $0.regionOrigin,
                end: TenantTerms.End(origin: $0.regionOrigin, retentionEnds: Timestamp(seconds: 0)))
        }
        world.options = PlanningOptions(deletionBudget: .percent(100), dataDeletions: ["nordwind"])
        for (kind, code) in [
            ("Pod", "safety.namespace-contents"), ("PersistentVolumeClaim", "safety.namespace-holds-data"),
        ] {
            let theirs = Occupant(group: "", kind: kind, name: "theirs", isDerived: false)
            for place in world.observations.indices {
                world.observations[place].occupancies[namespace.id.name] = .all([theirs])
            }
            expect(world, code)
        }
    }

    @Test("Replicas are not taken back from an autoscaler that stays")
    func autoscaled() async throws {
        var world = try await SampleWorld()
        let web = try world.desired("Deployment")
        let left = FieldPath([.key("metadata"), .key("annotations"), .key(Mark.leftAnnotation)])
        world.put(
            web.observed(
                appliedSame: false, body: JSONText(try web.body.setting("spec.replicas", at: left))))
        let target: Value = ["apiVersion": "apps/v1", "kind": "Deployment", "name": .string(web.id.name)]
        world.put(
            ObservedObject(
                id: ObjectID(
                    web.id.scope, "HorizontalPodAutoscaler", namespace: web.id.namespace, name: "theirs"),
                mark: nil, version: ObjectVersion(uid: "u", revision: "1"), isTerminating: false,
                body: JSONText(["spec": ["scaleTargetRef": target]])))
        expect(world, "ownership.autoscaled")
    }

    @Test("What cannot be ignored by itself is told with the rule, and what to ignore instead")
    func indivisible() async throws {
        var world = try await SampleWorld()
        let web = try world.desired("Deployment")
        let path: FieldPath = #"spec.template.spec.nodeSelector["instance-type"]"#
        let rule = LeftAttribute.Rule(at: try #require(web.origin(of: FieldPath())), reason: nil)
        let stated = try web.body.setting(["disk": "ssd"], at: "spec.template.spec.nodeSelector")
        let desired = DesiredObject(
            id: web.id, kind: web.kind, owner: web.owner, body: stated, fingerprint: web.fingerprint,
            origins: web.origins, needs: web.needs, left: [LeftAttribute(path, by: rule)])
        world.blueprint.objects = world.blueprint.objects.map { $0.id == web.id ? desired : $0 }
        let claim: Value = [
            "manager": "cadastre", "operation": "Apply", "time": "2026-11-23T21:40:02Z",
            "fieldsV1": ["f:spec": ["f:template": ["f:spec": ["f:nodeSelector": [:]]]]],
        ]
        let body = try stated.setting(7, at: "spec.replicas").setting([claim], at: "metadata.managedFields")
        world.put(web.observed(appliedSame: true, body: JSONText(body)))
        expect(world, "ownership.indivisible")
    }

    @Test("What servers would leave as it is, is told with both values")
    func noEffect() async throws {
        var world = try await SampleWorld()
        let web = try world.desired("Deployment")
        let there = try web.body.setting(7, at: "spec.replicas")
        world.put(web.observed(appliedSame: false, body: JSONText(there)))
        let plan = world.plan.rehearsed([web.id: .accepted(JSONText(there))])
        expectGolden(
            DiagnosticText(sources: world.sources).render(plan.findings.map(\.diagnostic)),
            at: "Golden/findings/plan.no-effect.txt")
    }

    @Test("What servers did not say beforehand is told")
    func unchecked() async throws {
        var world = try await SampleWorld()
        let desired = try world.desired()
        world.put(desired.observed(appliedSame: false))
        let problem = Problem(
            "kubernetes.no-dry-run", "an admission webhook cannot be asked beforehand",
            detail: "could not update \(desired.id.short): the server answered 400: admission webhook "
                + "\"audit.example.org\" does not support dry run",
            help: "whoever runs the webhook audit.example.org can say `sideEffects: None`")
        let plan = world.plan.rehearsed([desired.id: .unknown(problem)])
        expectGolden(
            DiagnosticText(sources: world.sources).render(plan.findings.map(\.diagnostic)),
            at: "Golden/findings/plan.unchecked.txt")
    }

    @Test("Too many deletes are counted, with the budget")
    func budget() async throws {
        var world = try await SampleWorld()
        for number in 1...3 {
            world.put(try world.desired("Service").copy(name: "old-\(number)").observed())
        }
        expect(world, "safety.deletion-budget")
    }

    @Test("What would lose data by being replaced is told with the attribute")
    func replacing() async throws {
        var world = try await SampleWorld()
        let kind = Kind("Volume", holdsData: true, immutable: ["spec.class"])
        let wanted = try world.desired().copy(kind: kind, body: ["spec": ["class": "fast"]])
        world.blueprint.kinds.append(kind)
        // With another one beside it, so that one of them may go.
        let other = wanted.copy(name: "other")
        world.blueprint.objects += [wanted, other]
        for place in world.observations.indices {
            world.observations[place].looks["Volume"] = Look(.complete)
        }
        world.put(wanted.observed(body: JSONText(["spec": ["class": "slow"]])))
        world.put(other.observed())
        expect(world, "safety.replace-holds-data")
    }

    @Test("What the specs state no more, and AWS keeps, is told with what it is")
    func leftBehind() async throws {
        var world = try await SampleWorld()
        let kind = try #require(world.blueprint.kinds.first { $0.name == "DBInstance" })
        let template = try world.desired()
        func object(_ body: Value) -> DesiredObject {
            DesiredObject(
                id: ObjectID(template.id.scope, kind.name, name: "parking-nordwind"), kind: kind,
                owner: template.owner, body: body, fingerprint: Mark.fingerprint(of: body, kind.comparison),
                origins: template.origins, needs: [])
        }
        let wanted = object(try template.body.setting(true, at: "spec.MultiAZ"))
        let before = object(try wanted.body.setting("03:00-04:00", at: "spec.PreferredBackupWindow"))
        let there = try before.body.setting("db.r6g.large", at: "spec.DBInstanceClass")
        world.blueprint.objects.append(wanted)
        for place in world.observations.indices {
            world.observations[place].looks["DBInstance"] = Look(.complete)
        }
        world.put(
            ObservedObject(
                id: wanted.id,
                mark: Mark(fleet: "parking", tenant: "nordwind", fingerprint: before.fingerprint),
                version: ObjectVersion(uid: "u", revision: "1"), body: JSONText(there)))
        expect(world, "plan.left-behind")
    }

    @Test("A server whose replica stays is told with the replica")
    func replicaStays() async throws {
        var world = try await SampleWorld()
        let kind = try #require(world.blueprint.kinds.first { $0.name == "DBInstance" })
        let path: FieldPath = "spec.ManageMasterUserPassword"
        let template = try world.desired()
        let wanted = DesiredObject(
            id: ObjectID(template.id.scope, kind.name, name: "parking-nordwind"), kind: kind,
            owner: template.owner, body: try template.body.setting(true, at: path),
            fingerprint: template.fingerprint, origins: template.origins, needs: [])
        world.blueprint.objects.append(wanted)
        for place in world.observations.indices {
            world.observations[place].looks["DBInstance"] = Look(.complete)
        }
        world.put(
            wanted.observed(appliedSame: false, body: JSONText(try wanted.body.setting(false, at: path))))
        world.put(
            ObservedObject(
                id: ObjectID(wanted.id.scope, kind.name, name: "parking-nordwind-replica-1"), mark: nil,
                version: ObjectVersion(uid: "r", revision: "1"), isTerminating: false,
                body: JSONText(["spec": ["SourceDBInstanceIdentifier": .string("parking-nordwind")]])))
        expect(world, "plan.replica-stays")
    }

    @Test("A tenant that is terminated before its time is told with the date")
    func early() async throws {
        let world = try await SampleWorld(changing: [
            "  tier: premium": "  tier: premium\n  status: terminated\n  terminated: 2031-12-31"
        ])
        expect(world, "safety.terminated-early")
    }

    @Test("An object that is asked for twice is told with both lines")
    func duplicate() async throws {
        var world = try await SampleWorld()
        world.blueprint.objects.append(try world.desired().copy(owner: .region("eu-west-1")))
        expect(world, "plan.duplicate")
    }

    @Test("A circle of needs is told whole")
    func cycle() async throws {
        var world = try await SampleWorld()
        world.look(.complete, kind: "Service")
        let service = try world.desired("Service")
        let other = service.copy(name: "other", needs: [service.id])
        world.blueprint.objects.removeAll { $0.id.kind == "Service" }
        world.blueprint.objects += [service.copy(needs: [other.id]), other]
        expect(world, "plan.cycle")
    }

    @Test("Data in a jurisdiction that is not allowed is told with the rules that forbid it")
    func residency() async throws {
        var world = try await SampleWorld(changing: ["residency: [EU]": "residency: [US]"])
        expect(world, "residency.jurisdiction")
        world = try await SampleWorld()
        let elsewhere = try world.desired().id
        world.put(
            ObservedObject(
                id: ObjectID(
                    Scope(.kubernetes, "us-east-1"), "Namespace", name: elsewhere.namespace),
                mark: Mark(fleet: "parking", tenant: "nordwind"),
                version: ObjectVersion(uid: "u", revision: "1"), body: JSONText([:])))
        expect(world, "residency.jurisdiction", as: "residency.jurisdiction-present")
    }

    @Test("A kind that no region serves is told once")
    func notServed() async throws {
        var world = try await SampleWorld()
        world.look(.notServed, kind: "NetworkPolicy")
        expect(world, "kubernetes.not-served")
    }

    @Test("A region that nobody looked at is told")
    func missing() async throws {
        var world = try await SampleWorld()
        world.observations.removeFirst()
        expect(world, "observation.missing")
    }

    @Test("Not having looked never reads like having found nothing to do")
    func unseen() async throws {
        let problem = Problem(
            "kubernetes.kubeconfig", "the kubeconfig cannot be used",
            detail: "there is no kubeconfig: looked for /home/a/.kube/config",
            help: "set KUBECONFIG to the file's path")
        var world = try await SampleWorld()
        world.look(.failed(problem), kind: "Role")
        expectGolden(world.text, at: "Golden/findings/unseen-kind.txt")
        world.observations[0].looks = world.observations[0].looks.mapValues { _ in Look(.failed(problem)) }
        expectGolden(world.text, at: "Golden/findings/unseen-region.txt")
        world.look(.failed(problem))
        expectGolden(world.text, at: "Golden/findings/unseen.txt")
    }
}
