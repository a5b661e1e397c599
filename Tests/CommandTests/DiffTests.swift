import Foundation
import TestSupport
import Testing

@Suite("A diff")
struct DiffTests {
    @Test("It shows what plan shows, and ends with plan's exit codes or kubectl's")
    func agrees() throws {
        let work = try Workspace()
        try cadastre("apply", "--sandbox", work.sandbox, "--yes", in: work.folder).expect(0)
        let diff = ["diff", "--sandbox", work.sandbox, "--tenant", "nordwind"]
        let kubectl = diff + ["--exit-code", "kubectl"]
        let peace = try run(commandPath, diff, in: work.folder)
        peace.expect(0)
        #expect(peace.everything.isEmpty)
        try run(commandPath, kubectl, in: work.folder).expect(0)

        try cadastre(
            "sandbox", "drift", "--sandbox", work.sandbox, "--region", "eu-west-1", "--set",
            "spec.replicas=9", "Deployment", "parking-tenant-nordwind/parking-app", in: work.folder
        ).expect(0)
        try work.replace(
            "limits.cpu: \"28\"", with: "limits.cpu: \"32\"", in: "specs/tiers/enterprise.yaml")
        let shown = try run(commandPath, diff, in: work.folder)
        shown.expect(2)
        expectGolden(
            shown.output.replacing(/\d+ s ago/, with: "… s ago").replacing(
                /[0-9a-f]{16}(\.[A-Za-z0-9_-]+)?/, with: "…"),
            at: "Cases/diff.txt")
        try run(commandPath, kubectl, in: work.folder).expect(1)

        try work.replace("region: eu-west-1", with: "region: us-east-1", in: "specs/tenants/nordwind.yaml")
        let blocked = try run(commandPath, diff, in: work.folder)
        blocked.expect(3)
        #expect(blocked.output.contains("# blocked: residency.jurisdiction\n"))
        #expect(blocked.errors.contains("blocked[residency.jurisdiction]"))
        try run(commandPath, kubectl, in: work.folder).expect(1)
    }

    @Test("What could not be seen or read is an error, by either convention")
    func errors() throws {
        let work = try Workspace()
        for (options, code) in [([], 1), (["--exit-code", "kubectl"], 2)] as [([String], Int32)] {
            try run(commandPath, ["diff", "--kubeconfig", "nowhere"] + options, in: work.folder).expect(code)
            try run(commandPath, ["diff", "nowhere", "--sandbox", "w.sqlite"] + options, in: work.folder)
                .expect(code)
            try run(commandPath, ["diff", "--sandbox", "specs/platform.yaml"] + options, in: work.folder)
                .expect(code)
        }
    }
}
