import ArgumentParser
import Core
import Diagnostics
import Specs

struct NewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a new spec to be filled in, in its place and free of mistakes.",
        discussion: """
            Each key comes with what it means; what can be left out stands in comments. The new spec is checked together \
            with all others before it is written: it is valid, or it is not written. No file is ever overwritten.

            EXAMPLES
              cadastre new tenant newco --tier premium --region eu-west-1
              cadastre new tenant newco --tier basic --region us-east-1 --set company='New Co' --set contacts.admin=it@newco.example
              cadastre new region eu-north-1 --set jurisdiction=EU --set role=secondary
              cadastre new tier gold --set isolation=sharedSchema --set limits.users=900
              cadastre new platform parking --set domain=parking.example.com

            Exit codes: 0 written; 1 not written, because of a mistake in it or in the other specs.
            """)

    @Argument(help: "What it is: platform, tier, region or tenant.")
    var kind: SpecKind

    @Argument(help: "Its name: lower-case letters, digits and hyphens.")
    var name: String

    @Option(name: .long, help: "Of a tenant: what it gets.", completion: .tierNames)
    var tier: String?

    @Option(name: .long, help: "Of a tenant: where it lives.", completion: .regionNames)
    var region: String?

    @Option(
        name: .long,
        help: "A key under spec and its value, such as limits.users=900; may be given more than once.")
    var set: [String] = []

    @Option(name: .long, help: "The folder of the specs.", completion: .directory)
    var specs = "specs"

    /// What becomes a part of a path must not be one; the rest of a name is checked with the spec.
    func validate() throws {
        guard !name.contains("/") else {
            throw ValidationError("'\(name)' is no name: it takes lower-case letters, digits and hyphens")
        }
    }

    func run() async throws {
        let contents = await SpecFolder.read(specs)
        let others = await Fleet.load(files: contents.files)
        var scaffold = SpecScaffold(kind, named: name, given: try given(others.fleet))
        let (text, unknown) = scaffold.render()
        if let path = unknown.first {
            throw ValidationError(
                "--set \(path): a \(kind.rawValue) has no such key; see cadastre schema \(kind.rawValue)")
        }
        let file = SpecFile(path: path, bytes: Array(text.utf8))
        if SystemFile.mode(of: path) != nil { throw Problem.inTheWay(path) }
        try await check(file, with: contents)
        do throws(SystemError) { try NewFile.write(file.bytes, to: path) } catch {
            throw error.code == SystemError.exists ? Problem.inTheWay(path) : Problem.unwritable(path, error)
        }
        let next = kind == .tenant ? "cadastre plan --tenant \(name)" : "cadastre validate"
        OutputStream.standardOutput.write("Wrote \(path). Look at it, and then: \(next)\n")
    }

    private var path: String {
        let folder = specs.hasSuffix("/") ? String(specs.dropLast()) : specs
        switch kind {
        case .platform: return "\(folder)/platform.yaml"
        case .tier: return "\(folder)/tiers/\(name).yaml"
        case .region: return "\(folder)/regions/\(name).yaml"
        case .tenant: return "\(folder)/tenants/\(name).yaml"
        }
    }

    /// A tenant's tier and region are no matter of examples: where there is more than one, a person has to say which.
    private func given(_ fleet: Fleet?) throws -> [String: String] {
        var given: [String: String] = [:]
        for assignment in set {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError("'\(assignment)' is not of the form key=value")
            }
            given[String(parts[0])] = String(parts[1])
        }
        guard kind == .tenant else {
            if tier != nil || region != nil { throw ValidationError("--tier and --region are a tenant's") }
            return given
        }
        let names = [
            "tier": fleet?.tiers.map(\.name.value.text), "region": fleet?.regions.map(\.name.value.text),
        ]
        for (key, value) in [("tier", tier), ("region", region)] where given[key] == nil {
            let known = names[key].flatMap(\.self) ?? []
            guard let value = value ?? (known.count == 1 ? known[0] : nil) else {
                throw ValidationError(
                    "say the tenant's \(key) with --\(key)"
                        + (known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))"))
            }
            given[key] = value
        }
        return given
    }

    /// - Throws: `ExitCode.error` after saying what is wrong.
    private func check(_ file: SpecFile, with contents: SpecFolder.Contents) async throws {
        let load = await Fleet.load(files: contents.files + [file])
        // That there is no folder yet, or nothing in it, is why somebody begins one.
        let isBeginning = contents.files.isEmpty
        let diagnostics = (isBeginning ? [] : contents.diagnostics) + load.diagnostics
        guard load.fleet != nil, isBeginning || contents.diagnostics.isEmpty else {
            let style = ColourChoice.auto.style(on: .standardError)
            let text = DiagnosticText(sources: load.sources, style: style).render(diagnostics)
            let summary = DiagnosticSummary(of: diagnostics, files: load.counts.files)
                .text(consequence: "\(file.path) was not written")
            OutputStream.standardError.write("\(text)\n\(summary)\n")
            throw ExitCode.error
        }
    }
}

extension Problem {
    fileprivate static func inTheWay(_ path: String) -> Problem {
        Problem(
            "new.in-the-way", "\(path) is there already", detail: "no file is overwritten",
            help: "change that file, or give the new spec another name")
    }

    fileprivate static func unwritable(_ path: String, _ error: SystemError) -> Problem {
        Problem(
            "new.unwritable", "\(path) cannot be written", detail: error.words,
            help: "see that you may write there, or name the folder of your specs with --specs")
    }
}
