import Foundation
import Testing
import Values

@Suite("Autoscaling on a real API server")
struct AutoscalingTests {
    private let region = "eu-west-1"
    private let tier = "specs/tiers/enterprise.yaml"
    private let autoscaled = "replicas: 5\n    autoscaling: {maximum: 6}"

    /// The region of tenant nordwind, applied.
    private func applied(_ cluster: Cluster, _ fleet: String) throws -> Workspace {
        let work = try Workspace(platform: fleet, account: cluster.account)
        try cluster.cadastre("apply", "--yes", "--region", region, in: work.folder).expect(0)
        return work
    }

    private func plan(_ work: Workspace, _ cluster: Cluster) throws -> PlanDocument {
        try PlanDocument(
            cluster.cadastre("plan", "--region", region, "--output", "json", in: work.folder))
    }

    private func settle(_ work: Workspace, _ cluster: Cluster) throws {
        try cluster.cadastre("apply", "--yes", "--region", region, in: work.folder).expect(0)
        try cluster.cadastre("plan", "--region", region, in: work.folder).expect(0)
    }

    private func replicas(_ cluster: Cluster, _ fleet: String) throws -> String {
        try cluster.kubectl(
            region, "get", "deployment", "\(fleet)-app", "-n", "\(fleet)-tenant-nordwind", "-o",
            "jsonpath={.spec.replicas}"
        ).output
    }

    /// As an autoscaler does it, by the subresource; `kubectl scale` is no other.
    private func scale(_ cluster: Cluster, _ fleet: String, to count: Int) throws {
        try cluster.kubectl(
            region, "scale", "deployment", "\(fleet)-app", "-n", "\(fleet)-tenant-nordwind",
            "--replicas=\(count)"
        ).expect(0)
    }

    /// As an autoscaler on a server since 1.22 comes to own the field.
    private func own(_ cluster: Cluster, _ fleet: String, _ count: Int) throws {
        try cluster.kubectl(
            region, "patch", "deployment", "\(fleet)-app", "-n", "\(fleet)-tenant-nordwind",
            "--field-manager=kube-controller-manager", "--type=merge", "-p",
            #"{"spec":{"replicas":\#(count)}}"#
        ).expect(0)
    }

    @Test("Switched on, it keeps the pods that run; whatever it makes of them is no difference")
    func switchedOn() throws {
        let (cluster, fleet) = (try Cluster(), Cluster.fleetName())
        let work = try applied(cluster, fleet)
        try work.replace("replicas: 5", with: autoscaled, in: tier)
        let plan = try plan(work, cluster)
        #expect(
            plan.changes == [
                "create HorizontalPodAutoscaler \(fleet)-tenant-nordwind/\(fleet)-app",
                "update Deployment \(fleet)-tenant-nordwind/\(fleet)-app",
            ])
        #expect(
            plan.differences == [
                #"metadata.annotations["cadastre.dev/left-to-others"]: (none) → "spec.replicas""#
            ])
        #expect(plan.value[at: "summary.untried"] == nil, "the server was asked what comes of it")
        try settle(work, cluster)
        #expect(try replicas(cluster, fleet) == "5")

        try scale(cluster, fleet, to: 6)
        try cluster.cadastre("plan", "--region", region, in: work.folder).expect(0)
        // Another change of the same Deployment leaves them alone too.
        try work.replace("v2.1.0-enterprise", with: "v2.2.0-enterprise", in: tier)
        try settle(work, cluster)
        #expect(try replicas(cluster, fleet) == "6")
        try own(cluster, fleet, 7)
        try work.replace("v2.2.0-enterprise", with: "v2.3.0-enterprise", in: tier)
        try settle(work, cluster)
        #expect(try replicas(cluster, fleet) == "7")
    }

    @Test("Switched off, replicas are ours again without a conflict, then and later", arguments: [5, 9])
    func switchedOff(theirs: Int) throws {
        let (cluster, fleet) = (try Cluster(), Cluster.fleetName())
        let work = try Workspace(platform: fleet, account: cluster.account)
        try work.replace("replicas: 5", with: autoscaled, in: tier)
        try settle(work, cluster)
        // Through another number, so that the field is theirs also where it ends as the specs say.
        try own(cluster, fleet, 8)
        try own(cluster, fleet, theirs)

        try work.replace(autoscaled, with: "replicas: 5", in: tier)
        let plan = try plan(work, cluster)
        #expect(plan.findingCodes == [])
        #expect(
            plan.changes == [
                "delete HorizontalPodAutoscaler \(fleet)-tenant-nordwind/\(fleet)-app",
                "update Deployment \(fleet)-tenant-nordwind/\(fleet)-app",
            ])
        try settle(work, cluster)
        #expect(try replicas(cluster, fleet) == "5")
        try work.replace("replicas: 5", with: "replicas: 4", in: tier)
        try settle(work, cluster)
        #expect(try replicas(cluster, fleet) == "4")
        // And whoever scales by hand from now on has made a drift.
        try own(cluster, fleet, 9)
        let drift = try cluster.cadastre("plan", "--region", region, in: work.folder)
        drift.expect(2)
        #expect(drift.output.contains("drift: changed by kube-controller-manager"))
    }

    @Test("A tenant that is suspended runs nothing and answers nowhere, and comes back as it was")
    func suspension() throws {
        let (cluster, fleet) = (try Cluster(), Cluster.fleetName())
        let work = try Workspace(platform: fleet, account: cluster.account)
        try work.replace("replicas: 5", with: autoscaled, in: tier)
        try settle(work, cluster)
        try scale(cluster, fleet, to: 6)
        let tenant = "specs/tenants/nordwind.yaml"
        try work.replace("tier: enterprise\n", with: "tier: enterprise\n  status: suspended\n", in: tenant)
        let suspended = try plan(work, cluster)
        #expect(suspended.findingCodes == [], "what a suspension takes is not counted as deleted")
        #expect(
            suspended.changes == [
                "delete HorizontalPodAutoscaler \(fleet)-tenant-nordwind/\(fleet)-app",
                "delete Ingress \(fleet)-tenant-nordwind/web",
                "update ConfigMap \(fleet)-tenant-nordwind/settings",
                "update Deployment \(fleet)-tenant-nordwind/\(fleet)-app",
            ])
        #expect(suspended.differences.contains("spec.replicas: 6 → 0"))
        try settle(work, cluster)
        #expect(try replicas(cluster, fleet) == "0")

        try work.replace("  status: suspended\n", with: "", in: tenant)
        let back = try plan(work, cluster)
        #expect(back.differences.contains("spec.replicas: 0 → 5"))
        try settle(work, cluster)
        #expect(try replicas(cluster, fleet) == "5", "an autoscaler does not begin from none")
        try scale(cluster, fleet, to: 6)
        try cluster.cadastre("plan", "--region", region, in: work.folder).expect(0)
    }
}
