import FaultProxy
import Foundation
import LoopbackServer
import Testing
import Values

@Suite("The loop on real API servers")
struct RunTests {
    @Test("What somebody changes or deletes is put right, spec changes are applied, and SIGTERM ends it well")
    func keeps() async throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        let loop = try RunningLoop(work, cluster.environment)
        try await loop.settles()
        try cluster.cadastre("plan", in: work.folder).expect(0)

        let namespace = "\(fleet)-tenant-nordwind"
        try cluster.kubectl(
            "eu-west-1", "patch", "deployment", "\(fleet)-app", "-n", namespace,
            "--field-manager=kubectl-edit", "--type=merge", "-p", #"{"spec":{"replicas":9}}"#
        ).expect(0)
        try await loop.waits("the drift is healed") {
            loop.records("change").contains {
                $0[key: "driftBy"] == ["kubectl-edit"] && $0[key: "tenant"] == "nordwind"
            }
        }

        try cluster.kubectl("us-east-1", "delete", "networkpolicy", "default-deny", "-n", "\(fleet)-shared")
            .expect(0)
        try await loop.waits("the fence is back") {
            loop.records("change").contains {
                $0[key: "object"]?.string == "NetworkPolicy \(fleet)-shared/default-deny"
                    && $0[key: "run"]?.int ?? 0 > 1
            }
        }
        try work.replace(
            "limits: {users: 8000}", with: "limits: {users: 9000}", in: "specs/tenants/nordwind.yaml")
        try await loop.waits("the limit is applied") {
            loop.records("change").contains {
                $0[key: "paths"]?.array?.contains(#"data["limits.users"]"#) == true
            }
        }
        loop.terminate()
        let end = try loop.ended()
        end.expect(0)
        #expect(loop.records.isEmpty || end.errors.contains("loop.stopped"))
        try cluster.cadastre("plan", in: work.folder).expect(0)
    }

    @Test("With a mistake in the specs nothing is applied, its place is logged, and when it is mended all is")
    func brokenSpecs() async throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        let loop = try RunningLoop(work, cluster.environment)
        try await loop.settles()
        try work.replace("tier: enterprise", with: "tier: [enterprise", in: "specs/tenants/nordwind.yaml")
        try await loop.waits("the mistake") { loop.records("specs.invalid").count == 1 }
        let mistake = try #require(loop.records("specs.mistake").first)
        #expect(mistake[key: "place"]?.string?.hasPrefix("specs/tenants/nordwind.yaml:") == true)
        #expect(mistake[key: "code"]?.string?.hasPrefix("yaml.") == true)
        let namespace = "\(fleet)-tenant-nordwind"
        func replicas() throws -> String {
            try cluster.kubectl(
                "eu-west-1", "get", "deployment", "\(fleet)-app", "-n", namespace, "-o",
                "jsonpath={.spec.replicas}"
            ).output
        }
        try cluster.kubectl(
            "eu-west-1", "patch", "deployment", "\(fleet)-app", "-n", namespace,
            "--field-manager=kubectl-edit", "--type=merge", "-p", #"{"spec":{"replicas":9}}"#
        ).expect(0)
        let runs = loop.records("run").count
        try await Task.sleep(for: .seconds(3))
        #expect(try replicas() == "9", "nothing is applied")
        #expect(loop.records("run").count == runs)
        try work.replace("tier: [enterprise", with: "tier: enterprise", in: "specs/tenants/nordwind.yaml")
        try await loop.waits("the drift is healed") { try replicas() == "5" }
        loop.terminate()
        try loop.ended().expect(0)
    }

    @Test(
        "When the way to a cluster is cut the others go on, and when it is mended what has moved is put right"
    )
    func cutCluster() async throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        let proxy = try LoopbackProxy()
        let kubeconfig = try cluster.kubeconfig(
            setting: "clusters.eu-west-1.proxy-url", to: "http://\(proxy.authority)", in: work)
        let loop = try RunningLoop(work, cluster.environment(with: kubeconfig))
        try await loop.settles()
        proxy.cut()
        func isHealed(_ tenant: String) -> Bool {
            loop.records("change").contains {
                $0[key: "driftBy"] == ["kubectl-edit"] && $0[key: "tenant"]?.string == tenant
            }
        }
        try cluster.kubectl(
            "eu-west-1", "patch", "deployment", "\(fleet)-app", "-n", "\(fleet)-tenant-nordwind",
            "--field-manager=kubectl-edit", "--type=merge", "-p", #"{"spec":{"replicas":9}}"#
        ).expect(0)
        // Has the whole fleet looked at, without which nobody would notice that the region is away.
        try work.edit("specs/tenants/nordwind.yaml") { $0 + "# touched\n" }
        try await loop.waits("the region is away") {
            loop.records("region.away").contains { $0[key: "region"] == "eu-west-1" }
        }
        let fence = "\(fleet)-tenant-acme"
        try cluster.kubectl("us-east-1", "delete", "networkpolicy", "default-deny", "-n", fence).expect(0)
        try await loop.waits("the other region is kept") {
            loop.records("change").count {
                $0[key: "object"]?.string == "NetworkPolicy \(fence)/default-deny"
            } == 2
        }
        #expect(!isHealed("nordwind"))
        proxy.mend()
        try await loop.waits("the region is back, and kept") { isHealed("nordwind") }
        #expect(loop.records("region.back").count == 1)
        loop.terminate()
        try loop.ended().expect(0)
        try cluster.cadastre("plan", in: work.folder).expect(0)
    }

    @Test(
        "Without AWS its region's cluster is looked after; with specs that lead to it again, so is what it has"
    )
    func withoutAWS() async throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        let region = "specs/regions/us-east-1.yaml"
        let nowhere = "    endpoint: http://127.0.0.1:1\n"
        try work.replace("  aws:\n", with: "  aws:\n\(nowhere)", in: region)
        let loop = try RunningLoop(work, cluster.environment)
        func tells(_ event: String) -> Bool {
            loop.records(event).contains { $0[key: "region"] == "us-east-1" && $0[key: "world"] == "aws" }
        }
        try await loop.waits("AWS is away") { tells("region.away") }
        let namespace = "\(fleet)-tenant-acme"
        func fence() throws -> String {
            try cluster.kubectl(
                "us-east-1", "get", "networkpolicy", "default-deny", "-n", namespace, "--ignore-not-found",
                "-o",
                "jsonpath={.metadata.uid}"
            ).output
        }
        try await loop.waits("its cluster is made") { try !fence().isEmpty }
        let first = try fence()
        try cluster.kubectl("us-east-1", "delete", "networkpolicy", "default-deny", "-n", namespace).expect(0)
        try await loop.waits("its cluster is kept") { try !["", first].contains(fence()) }
        #expect(!tells("region.back"))
        try work.replace(nowhere, with: "", in: region)
        try await loop.waits("AWS is back") { tells("region.back") }
        try await loop.settles()
        loop.terminate()
        try loop.ended().expect(0)
    }

    @Test("A cluster in which writes hang holds up no other")
    func hangingWrites() async throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        let log = work.folder.appendingPathComponent("hanging")
        let proxy = try FaultProxy(to: TestCluster("eu-west-1")) { request in
            let hangs = request.method != "GET" && FileManager.default.fileExists(atPath: log.path)
            // It knows only answers that end.
            return hangs || request.target.contains("watch=") ? .fail(.silence) : .pass
        }
        let kubeconfig = try cluster.kubeconfig(
            setting: "clusters.eu-west-1.server", to: proxy.address, in: work)
        let loop = try RunningLoop(work, cluster.environment(with: kubeconfig))
        try await loop.settles()
        try work.write("", to: "hanging")
        try work.replace(
            "limits: {users: 8000}", with: "limits: {users: 9000}", in: "specs/tenants/nordwind.yaml")
        let before = proxy.requests.count { $0.method == "PATCH" }
        try await loop.waits("a write that hangs") { proxy.requests.count { $0.method == "PATCH" } > before }
        try work.edit("specs/tenants/acme.yaml") { $0 + "  limits: {users: 77}\n" }
        func isChanged(_ tenant: String) -> Bool {
            loop.records("change").contains {
                $0[key: "tenant"]?.string == tenant
                    && $0[key: "paths"]?.array?.contains(#"data["limits.users"]"#) == true
            }
        }
        try await loop.waits("the other region is changed") { isChanged("acme") }
        #expect(!isChanged("nordwind"))
        loop.terminate()
        try loop.ended().expect(0)
    }

    @Test(
        "SIGTERM in the middle of an apply lets what is in flight end; nothing is half-done, and the next goes on"
    )
    func terminated() async throws {
        let cluster = try Cluster()
        let work = try Workspace(platform: Cluster.fleetName(), account: cluster.account)
        let proxy = try LoopbackProxy()
        let kubeconfig = try cluster.kubeconfig(
            setting: "clusters.eu-west-1.proxy-url", to: "http://\(proxy.authority)", in: work)
        let loop = try RunningLoop(work, cluster.environment(with: kubeconfig), ["--parallel", "1"])
        // With its first changes made, and most still to be made.
        let log = loop.log
        proxy.hold {
            RunningLoop.records(in: log).contains {
                $0[key: "event"] == "change" && $0[key: "region"] == "eu-west-1"
            }
        }
        try await loop.waits("the middle of the apply") { proxy.isHolding }
        loop.terminate()
        try await loop.waits("the stop") { !loop.records("loop.stopping").isEmpty }
        proxy.release()
        let end = try loop.ended()
        end.expect(0)
        let records = try end.errors.split(separator: "\n").map { try Value(json: String($0)) }
        #expect(records.last?[key: "event"] == "loop.stopped")
        let runs = records.filter { $0[key: "event"] == "run" }
        #expect(runs.last?[key: "left"]?.int ?? 0 > 0, "the stop came in the middle")
        let applied = runs.reduce(0) { $0 + Int($1[key: "applied"]?.int ?? 0) }
        // Others, of regions in which it was done, may end before it.
        let asked =
            runs.first { $0[key: "run"] == 1 }?[key: "changes"]?[key: "create"]?.int.map(Int.init) ?? 0
        // Each that was begun is whole: what is left to do is only to create the others. One may be met by a second run,
        // which finds it made.
        let plan = try PlanDocument(cluster.cadastre("plan", "--output", "json", in: work.folder))
        #expect(plan.changes.allSatisfy { $0.hasPrefix("create ") })
        #expect(asked > 0 && plan.changes.count + applied >= asked)
        try cluster.cadastre("run", "--once", in: work.folder).expect(0)
        try cluster.cadastre("plan", in: work.folder).expect(0)
    }

    @Test("In a sandbox, what others do to the file is put right")
    func sandbox() async throws {
        let work = try Workspace()
        let loop = try RunningLoop(work, [:], ["--sandbox", work.sandbox])
        try await loop.settles()
        try cadastre(
            "sandbox", "drift", "--sandbox", work.sandbox, "--region", "eu-west-1", "--set",
            "spec.replicas=9",
            "Deployment", "parking-tenant-nordwind/parking-app", in: work.folder
        ).expect(0)
        try await loop.waits("the drift is healed") {
            loop.records("change").contains { $0[key: "paths"] == ["spec.replicas"] }
        }
        loop.terminate()
        try loop.ended().expect(0)
        try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(0)
    }

    @Test("Once is one run, with the exit codes of an apply")
    func once() throws {
        let work = try Workspace()
        let first = try cadastre("run", "--once", "--sandbox", work.sandbox, "--log", "text", in: work.folder)
        first.expect(0)
        #expect(first.errors.contains(" applied, 0 as they should be"))
        let second = try cadastre(
            "run", "--once", "--sandbox", work.sandbox, "--log", "text", in: work.folder)
        second.expect(0)
        #expect(second.errors.contains("looked at the fleet: nothing to do"))
        try work.write("kind: [Tenant\n", to: "specs/tenants/broken.yaml")
        let broken = try cadastre(
            "run", "--once", "--sandbox", work.sandbox, "--log", "text", in: work.folder)
        broken.expect(1)
        #expect(broken.errors.contains("specs/tenants/broken.yaml:"))
        try work.remove("specs/tenants/broken.yaml")
        try cadastre("run", "--interval", "soon", in: work.folder).expect(64)
    }

    @Test("The rights of docs/run.yaml are those that it needs, and no fewer")
    func rights() throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        // Under names of its own: the example's are for everybody.
        let page = repository.appendingPathComponent("docs/run.yaml")
        let manifest = try String(contentsOf: page, encoding: .utf8)
            .replacingOccurrences(of: "name: cadastre,", with: "name: cadastre-\(fleet),")
            .replacingOccurrences(of: "name: cadastre}", with: "name: cadastre-\(fleet)}")
            .replacingOccurrences(of: "namespace: cadastre}", with: "namespace: cadastre-\(fleet)}")
        try work.write(manifest, to: "rights.yaml")
        let file = work.folder.appendingPathComponent("rights.yaml").path
        let account = "system:serviceaccount:cadastre-\(fleet):cadastre-\(fleet)"
        for region in regions {
            try cluster.kubectl(region, "apply", "-f", file).expect(0)
        }
        let environment = cluster.environment(
            with: try cluster.kubeconfig(
                setting: "users.admin.act-as", to: account, in: work))
        let first = try cadastre("run", "--once", "--log", "text", in: work.folder, environment: environment)
        first.expect(0)
        // Deletes, and a change of each kind of object.
        try work.replace(
            "tier: premium\n", with: "tier: premium\n  status: suspended\n", in: "specs/tenants/acme.yaml")
        let second = try cadastre("run", "--once", "--log", "text", in: work.folder, environment: environment)
        second.expect(0)
        try cluster.cadastre("plan", in: work.folder).expect(0)
        for region in regions {
            try cluster.kubectl(region, "delete", "--wait=false", "-f", file).expect(0)
        }
    }
}
