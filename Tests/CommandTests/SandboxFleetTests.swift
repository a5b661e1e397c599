import Foundation
import Testing

@Suite("The main job in a sandbox")
struct SandboxFleetTests {
    @Test("Plan, apply, plan: changes, done, nothing left")
    func mainJob() throws {
        let work = try Workspace()
        try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(2)
        let applied = try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder)
        applied.expect(0)
        let all = try ExampleOutput.count()
        #expect(applied.output.contains("Applied \(all), in"))
        try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(0)
        let again = try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder)
        again.expect(0)
        #expect(again.output.contains("No changes"))
    }

    @Test("A drift is found, named, and healed")
    func drift() throws {
        let work = try Workspace()
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        try cadastre(
            "sandbox", "drift", "--sandbox", work.sandbox, "--region", "eu-west-1", "--set",
            "spec.replicas=9",
            "Deployment", "parking-tenant-nordwind/parking-app", in: work.folder
        ).expect(0)
        let plan = try PlanDocument(
            cadastre("plan", "--sandbox", work.sandbox, "--output", "json", in: work.folder))
        #expect(plan.changes == ["update Deployment parking-tenant-nordwind/parking-app"])
        #expect(plan.differences == ["spec.replicas: 9 → 5"])
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(0)
    }

    @Test("A fence that somebody opens is closed again")
    func openedFence() throws {
        let work = try Workspace()
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        try cadastre(
            "sandbox", "drift", "--sandbox", work.sandbox, "--region", "eu-west-1", "--set",
            "spec.egress=[{}]",
            "NetworkPolicy", "parking-tenant-nordwind/default-deny", in: work.folder
        ).expect(0)
        let plan = try PlanDocument(
            cadastre("plan", "--sandbox", work.sandbox, "--output", "json", in: work.folder))
        #expect(plan.differences == ["spec.egress: [{}] → (none)"])
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(0)
    }

    @Test("Ctrl-C stops after what is in flight and says what was left; a second apply ends it")
    func interruption() throws {
        let work = try Workspace()
        // Enough that the apply is still under way when the signal comes.
        try work.write((0..<400).map(tenant).joined(), to: "specs/tenants/many.yaml")
        let program = try startedCadastre(
            "apply", "--sandbox", work.sandbox, "--yes", "--parallel", "1", in: work.folder)
        while program.isRunning, !program.outputSoFar.contains("Namespace parking-shared in us-east-1") {
            usleep(2_000)
        }
        program.interrupt()
        let stopped = try program.ended()
        stopped.expect(1)
        #expect(stopped.output.contains("Stopped before these were begun; apply again to go on."))
        #expect(stopped.errors.contains("stopping after what is in flight"))
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(0)
    }

    @Test(
        "A reader that goes away in the middle of an apply does not stop it, and the exit code says how it ended"
    )
    func readerGone() throws {
        let work = try Workspace()
        // More than a pipe holds.
        try work.write((0..<150).map(tenant).joined(), to: "specs/tenants/many.yaml")
        for signal in ["trap '' PIPE", ":"] {
            let script = """
                \(signal); "$0" apply --yes --sandbox "$1" | grep -m 1 ' in us-east-1$' >/dev/null
                echo "${PIPESTATUS[0]}"
                """
            let result = try run("bash", ["-c", script, commandPath, work.sandbox], in: work.folder)
            #expect(result.output == "0\n", "\(result.everything)")
            try cadastre("plan", "--sandbox", work.sandbox, in: work.folder).expect(0)
            for suffix in ["", "-wal", "-shm"] { try? work.remove("world.sqlite\(suffix)") }
        }
    }

    @Test("A plan whose reader went away does not end as if there were nothing to do")
    func planReaderGone() throws {
        let work = try Workspace()
        try work.write((0..<150).map(tenant).joined(), to: "specs/tenants/many.yaml")
        let script = """
            trap '' PIPE; "$0" plan --sandbox "$1" | head -n 1 >/dev/null; echo "${PIPESTATUS[0]}"
            """
        let result = try run("bash", ["-c", script, commandPath, work.sandbox], in: work.folder)
        #expect(result.output == "141\n")
    }

    @Test("A terminated tenant loses what holds no data; its namespace stays until it is asked for by name")
    func terminated() throws {
        let work = try Workspace()
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        try work.edit("specs/tenants/acme.yaml") {
            $0.replacingOccurrences(
                of: "  tier: premium\n",
                with: "  tier: premium\n  status: terminated\n  terminated: 2020-01-01\n")
        }
        let blocked = try cadastre(
            "plan", "--sandbox", work.sandbox, "--deletion-budget", "0", in: work.folder)
        blocked.expect(3)
        #expect(blocked.output.contains("safety.deletion-budget"))
        let allowed = ["--sandbox", work.sandbox, "--deletion-budget", "50%"]
        try run(commandPath, ["apply", "--yes"] + allowed, in: work.folder).expect(0)
        let kept = try run(commandPath, ["plan"] + allowed, in: work.folder)
        kept.expect(0)
        #expect(kept.output.contains("⇥ 2 objects of tenant acme in us-east-1"))
        let held = try cadastre(
            "sandbox", "show", "--sandbox", work.sandbox, "--tenant", "acme", in: work.folder)
        #expect(held.output.contains("Namespace parking-tenant-acme"))
        #expect(held.output.contains("PersistentVolumeClaim parking-tenant-acme/assets"))
        try run(commandPath, ["apply", "--yes", "--delete-data-of", "acme"] + allowed, in: work.folder)
            .expect(0)
        let gone = try cadastre(
            "sandbox", "show", "--sandbox", work.sandbox, "--tenant", "acme", in: work.folder)
        #expect(gone.output == "0 objects\n")
    }

    @Test("A tenant in a region where the law forbids it is blocked, and the others are not held up")
    func residency() throws {
        let work = try Workspace()
        try work.replace("region: eu-west-1", with: "region: us-east-1", in: "specs/tenants/nordwind.yaml")
        let plan = try cadastre("plan", "--sandbox", work.sandbox, in: work.folder)
        plan.expect(3)
        #expect(plan.output.contains("blocked[residency.jurisdiction]"))
        let applied = try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder)
        applied.expect(3)
        let shown = try cadastre("sandbox", "show", "--sandbox", work.sandbox, in: work.folder)
        #expect(!shown.output.contains("nordwind"))
        #expect(shown.output.contains("parking-tenant-summit"))
    }

    private func tenant(_ number: Int) -> String {
        """
        ---
        apiVersion: cadastre.dev/v1
        kind: Tenant
        metadata: {name: many-\(number)}
        spec:
          company: Many \(number)
          tier: premium
          region: us-east-1
          contacts: {admin: admin@many-\(number).example}

        """
    }
}
