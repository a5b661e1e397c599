import Foundation
import TestSupport
import Testing

/// What the command says when it cannot do what it was asked, as a person sees it.
@Suite("A problem of the command")
struct ProblemTests {
    private func expect(_ result: ProgramRun, _ code: String, in work: Workspace) {
        expectGolden(
            result.errors.replacingOccurrences(of: work.folder.path, with: "/there"), at: "Cases/\(code).txt")
    }

    @Test("A sandbox or an object that is not there is told")
    func missing() throws {
        let work = try Workspace()
        let show = ["sandbox", "show", "--sandbox", work.sandbox]
        let noFile = try run(commandPath, show, in: work.folder)
        noFile.expect(1)
        expect(noFile, "sandbox.no-file", in: work)
        try cadastre(
            "apply", "--yes", "--sandbox", work.sandbox, "--kind", "Namespace", in: work.folder
        ).expect(0)
        let noObject = try run(
            commandPath, show + ["--region", "eu-west-1", "Namespace", "parking-tenant-nobody"],
            in: work.folder)
        noObject.expect(1)
        expect(noObject, "sandbox.no-object", in: work)
    }

    @Test("Nobody there to be asked is told, with what to do")
    func unattended() throws {
        let work = try Workspace()
        let result = try cadastre("apply", "--sandbox", work.sandbox, in: work.folder)
        result.expect(1)
        expect(result, "apply.nobody-to-ask", in: work)
    }

    @Test("Files that are not as rendered, and files in the way, are told")
    func rendering() throws {
        let work = try Workspace()
        let differs = try cadastre("render", "--check", in: work.folder)
        differs.expect(2)
        expect(differs, "render.differs", in: work)
        let file = "output/eu-west-1/kubernetes/parking-shared/configmap-settings.yaml"
        try work.write("# mine\n", to: file)
        let inTheWay = try cadastre("render", in: work.folder)
        inTheWay.expect(1)
        expect(inTheWay, "render.in-the-way", in: work)
        try work.write("", to: "notes")
        let unwritable = try cadastre("render", "--to", "notes", in: work.folder)
        unwritable.expect(1)
        expect(unwritable, "render.unwritable", in: work)
    }

    @Test("Without a kubeconfig one problem is told once, and no peace is claimed")
    func noKubeconfig() throws {
        let work = try Workspace()
        let result = try cadastre("plan", "--kubeconfig", "nowhere", in: work.folder)
        result.expect(1)
        let all = try ExampleOutput.count()
        #expect(
            result.output.contains(
                "Nothing could be compared: \(all) objects could not be looked at."))
        #expect(result.output.components(separatedBy: "error[kubernetes.kubeconfig]").count == 2)
    }
}
