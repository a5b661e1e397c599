import Foundation
import Testing

@Suite("The example fleet on real API servers")
struct ExampleFleetTests {
    @Test("An apply leaves nothing to plan, and nothing that kubectl would change")
    func appliedIsPlanned() throws {
        let cluster = try Cluster()
        let work = try Workspace(platform: Cluster.fleetName(), account: cluster.account)
        try cluster.cadastre("plan", in: work.folder).expect(2)
        let applied = try cluster.cadastre("apply", "--yes", in: work.folder)
        applied.expect(0)
        let all = try ExampleOutput.count()
        #expect(applied.output.contains("Applied \(all), in"))

        let plan = try cluster.cadastre("plan", in: work.folder)
        plan.expect(0)
        #expect(
            plan.output.contains("No changes: \(all) objects are as the specs say.")
        )

        try cadastre("render", in: work.folder).expect(0)
        for region in regions {
            let manifests = work.folder.appendingPathComponent("output/\(region)/kubernetes").path
            try cluster.lowerVersions(in: manifests, to: region)
            try removeUnknown(in: manifests)
            let diff = try cluster.kubectl(
                region, ["diff", "--server-side", "-R", "-f", manifests] + cluster.diffOptions())
            diff.expect(0)
            #expect(diff.everything.isEmpty)
            let dryRun = try cluster.kubectl(
                region, "apply", "--server-side", "--dry-run=server", "-R", "-f", manifests)
            dryRun.expect(0)
            #expect(dryRun.errors.isEmpty)
        }
    }

    /// What another object has is in no file, and kubectl would apply what stands in its place.
    private func removeUnknown(in folder: String) throws {
        var removed = 0
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".yaml")
        {
            let path = "\(folder)/\(file)"
            guard try String(contentsOfFile: path, encoding: .utf8).contains("(known after apply)") else {
                continue
            }
            try FileManager.default.removeItem(atPath: path)
            removed += 1
        }
        #expect(removed <= 6)
    }

    @Test("A changed limit, status and tier plan what a person expects, and apply")
    func changes() throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("apply", "--yes", in: work.folder).expect(0)

        try work.replace(
            "limits: {users: 8000}", with: "limits: {users: 9000}", in: "specs/tenants/nordwind.yaml")
        var plan = try PlanDocument(cluster.cadastre("plan", "--output", "json", in: work.folder))
        #expect(
            plan.changes == [
                "update ConfigMap \(fleet)-tenant-nordwind/settings",
                "update Deployment \(fleet)-tenant-nordwind/\(fleet)-app",
            ])
        #expect(plan.differences.contains(#"data["limits.users"]: "8000" → "9000""#))
        #expect(
            plan.differences.count == 2,
            "the limit, and the mark in the pods that rolls them: \(plan.differences)")
        try settle(work, cluster)

        try work.edit("specs/tenants/acme.yaml") {
            $0.replacingOccurrences(of: "  tier: premium\n", with: "  tier: premium\n  status: suspended\n")
        }
        plan = try PlanDocument(cluster.cadastre("plan", "--output", "json", in: work.folder))
        #expect(
            plan.changes == [
                "delete HorizontalPodAutoscaler \(fleet)-tenant-acme/\(fleet)-app",
                "delete Ingress \(fleet)-tenant-acme/web",
                "update ConfigMap \(fleet)-tenant-acme/settings",
                "update Deployment \(fleet)-tenant-acme/\(fleet)-app",
            ])
        // Nothing in the testbed scales: the API server's default stands.
        #expect(plan.differences.contains("spec.replicas: 1 → 0"))
        try settle(work, cluster)

        try cluster.bindAssets(of: "\(fleet)-tenant-merlion", in: "ap-southeast-1")
        // Its region names no place for copies of backups.
        let enterprise = "tier: enterprise\n  database: {backups: {recovery: false}}"
        try work.replace("tier: premium", with: enterprise, in: "specs/tenants/merlion.yaml")
        plan = try PlanDocument(cluster.cadastre("plan", "--output", "json", in: work.folder))
        #expect(
            plan.changes == [
                "create Bucket \(fleet)-merlion-\(cluster.account)-ap-southeast-1",
                "create ConfigMap \(fleet)-tenant-merlion/\(fleet)-database",
                "create DBInstance \(fleet)-merlion",
                "create Key \(fleet)-merlion",
                "create Secret \(fleet)-tenant-merlion/\(fleet)-database",
                "delete HorizontalPodAutoscaler \(fleet)-tenant-merlion/\(fleet)-app",
                "update ConfigMap \(fleet)-tenant-merlion/settings",
                "update Deployment \(fleet)-tenant-merlion/\(fleet)-app",
                "update PersistentVolumeClaim \(fleet)-tenant-merlion/assets",
                "update ResourceQuota \(fleet)-tenant-merlion/quota",
            ])
        #expect(plan.differences.contains("spec.replicas: 1 → 5"))
        #expect(plan.differences.contains(#"spec.hard["requests.cpu"]: "2" → "10""#))
        try settle(work, cluster)

        // Back again: the volume has grown, and does not shrink.
        try work.replace(enterprise, with: "tier: premium", in: "specs/tenants/merlion.yaml")
        let back = try cluster.cadastre("plan", in: work.folder)
        back.expect(3)
        #expect(back.output.contains("blocked[safety.replace-holds-data]"))
        try cluster.cadastre("apply", "--yes", in: work.folder).expect(3)
        let volume = try cluster.kubectl(
            "ap-southeast-1", "get", "pvc", "assets", "-n", "\(fleet)-tenant-merlion", "-o",
            "jsonpath={.spec.resources.requests.storage}")
        #expect(volume.output == "20Gi")
    }

    @Test("What somebody edits by hand is shown as drift by its manager, and healed")
    func drift() throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("apply", "--yes", "--region", "eu-west-1", in: work.folder).expect(0)
        try cluster.kubectl(
            "eu-west-1", "patch", "deployment", "\(fleet)-app", "-n", "\(fleet)-tenant-nordwind",
            "--field-manager=kubectl-edit", "--type=merge", "-p", #"{"spec":{"replicas":9}}"#
        ).expect(0)

        let plan = try cluster.cadastre("plan", "--region", "eu-west-1", in: work.folder)
        plan.expect(2)
        #expect(plan.output.contains("drift: changed by kubectl-edit"))
        #expect(plan.output.contains("9 → 5   specs/tiers/enterprise.yaml:"))
        #expect(plan.output.contains("1 to change (1 of it drift)"))
        try cluster.cadastre("apply", "--yes", "--region", "eu-west-1", in: work.folder).expect(0)
        try cluster.cadastre("plan", "--region", "eu-west-1", in: work.folder).expect(0)
    }

    @Test("A fence that somebody opens is shown and closed again")
    func openedFence() throws {
        let cluster = try Cluster()
        let fleet = Cluster.fleetName()
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("apply", "--yes", "--region", "eu-central-1", in: work.folder).expect(0)
        try cluster.kubectl(
            "eu-central-1", "patch", "networkpolicy", "default-deny", "-n", "\(fleet)-shared",
            "--field-manager=kubectl-edit", "--type=merge", "-p", #"{"spec":{"egress":[{}]}}"#
        ).expect(0)
        let plan = try PlanDocument(
            cluster.cadastre("plan", "--region", "eu-central-1", "--output", "json", in: work.folder))
        #expect(plan.changes == ["update NetworkPolicy \(fleet)-shared/default-deny"])
        #expect(plan.differences == ["spec.egress: [{}] → (none)"])
        try cluster.cadastre("apply", "--yes", "--region", "eu-central-1", in: work.folder).expect(0)
        try cluster.cadastre("plan", "--region", "eu-central-1", in: work.folder).expect(0)
    }

    /// Applies what the plan showed, after which nothing is left.
    private func settle(_ work: Workspace, _ cluster: Cluster) throws {
        try cluster.cadastre("apply", "--yes", in: work.folder).expect(0)
        try cluster.cadastre("plan", in: work.folder).expect(0)
    }
}
