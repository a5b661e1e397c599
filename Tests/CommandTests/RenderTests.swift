import Foundation
import TestSupport
import Testing

@Suite("Rendering")
struct RenderTests {
    @Test("output/ is what specs/ renders to")
    func committed() throws {
        try cadastre("render", "--check").expect(0)
    }

    @Test("A second rendering writes nothing; what is no longer asked for goes; what is not ours stays")
    func stable() throws {
        let work = try Workspace()
        try cadastre("render", in: work.folder).expect(0)
        let again = try cadastre("render", in: work.folder)
        let all = try ExampleOutput.count()
        #expect(again.output == "\(all) files in output: 0 written, 0 removed, \(all) as they were.\n")

        try work.write("kind: Note\n", to: "output/eu-west-1/notes.yaml")
        try work.remove("specs/tenants/polder.yaml")
        try cadastre("render", "--check", in: work.folder).expect(2)
        let less = try cadastre("render", in: work.folder)
        let polder = try ExampleOutput.count(ofTenant: "polder")
        #expect(
            less.output
                == "\(all - polder) files in output: 0 written, \(polder) removed, \(all - polder) as they were.\n"
        )
        let files = FileManager.default
        #expect(
            !files.fileExists(
                atPath: work.folder.appendingPathComponent(
                    "output/eu-west-1/kubernetes/parking-tenant-polder"
                ).path))
        #expect(
            files.fileExists(atPath: work.folder.appendingPathComponent("output/eu-west-1/notes.yaml").path))
    }

    @Test("A file in the way that was not rendered is left alone")
    func inTheWay() throws {
        let work = try Workspace()
        let path = "output/eu-west-1/kubernetes/parking-shared/namespace-parking-shared.yaml"
        try work.write("mine\n", to: path)
        let result = try cadastre("render", in: work.folder)
        result.expect(1)
        #expect(result.errors.contains(path))
        #expect(try String(contentsOf: work.folder.appendingPathComponent(path), encoding: .utf8) == "mine\n")
    }

    @Test("Nothing is written through a symbolic link, to a folder or to a file")
    func links() throws {
        let work = try Workspace()
        let file = "eu-west-1/kubernetes/parking-shared/namespace-parking-shared.yaml"
        for link in ["eu-west-1/kubernetes/parking-shared", file] {
            try work.write("mine\n", to: "elsewhere/of-mine.yaml")
            let place = work.folder.appendingPathComponent("output/\(link)")
            let files = FileManager.default
            try files.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            let target = link == file ? "elsewhere/new.yaml" : "elsewhere"
            try files.createSymbolicLink(
                atPath: place.path, withDestinationPath: work.folder.appendingPathComponent(target).path)
            let result = try cadastre("render", in: work.folder)
            result.expect(1)
            if link != file { expectGolden(result.errors, at: "Cases/render.in-the-way-link.txt") }
            #expect(
                try files.contentsOfDirectory(
                    atPath: work.folder.appendingPathComponent("elsewhere").path) == ["of-mine.yaml"])
            try work.remove("output")
        }
    }
}
