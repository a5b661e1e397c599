import Diagnostics
import Foundation
import Testing

@testable import Specs

@Suite struct LoadingTests {
    @Test func `The order of the files does not matter, nor do their names to the fleet`() async throws {
        let files = await SpecFolder.read(repository("specs")).files
        let expected = await Fleet.load(files: files)
        var random = SeededRandom(seed: 7)
        for round in 0..<5 {
            let shuffled = files.shuffled(using: &random)
            let load = await Fleet.load(files: shuffled)
            #expect(load.sources == expected.sources)
            #expect(load.fleet?.summary == expected.fleet?.summary)
            let renamed = shuffled.enumerated().map { SpecFile(path: "\(round)-\($0).yaml", bytes: $1.bytes) }
            #expect(await Fleet.load(files: renamed).fleet?.summary == expected.fleet?.summary)
        }
    }

    @Test func `One file with all documents is the same fleet as one file for each`() async throws {
        let files = await SpecFolder.read(repository("specs")).files
        let text = files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n---\n")
        let joined = await Fleet.load(files: [SpecFile(path: "all.yaml", bytes: Array(text.utf8))])
        #expect(joined.diagnostics == [])
        #expect(joined.fleet?.summary == (await Fleet.load(files: files)).fleet?.summary)
    }

    @Test(arguments: 0..<200)
    func `However the example is damaged, there is a fleet or an error with a place in a file`(seed: Int)
        async
    {
        var random = SeededRandom(seed: UInt64(seed))
        var files = await SpecFolder.read(repository("specs")).files
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            files[Int.random(in: files.indices, using: &random)].damage(using: &random)
        }
        let load = await Fleet.load(files: files)
        #expect((load.fleet == nil) == load.diagnostics.contains { $0.severity == .error })
        for origin in load.diagnostics.compactMap(\.origin) {
            #expect(load.sources[origin.file] != nil)
            #expect(origin.line >= 1 && origin.column >= 1)
        }
        // Rendering looks every place up in its file.
        #expect(
            DiagnosticText(sources: load.sources).render(load.diagnostics).isEmpty == load.diagnostics.isEmpty
        )
    }

    @Test func `A default comes from its document's name`() async throws {
        let fleet = try #require(await Fleet.load(files: try await base()).fleet)
        #expect(fleet.platform.sharedServices.namespace.value.text == "parking-shared-services")
        #expect(fleet.platform.sharedServices.namespace.origin == fleet.platform.name.origin)
        #expect(fleet.platform.application.probes.readiness.value.text == "/health/ready")
        #expect(fleet.platform.application.probes.readiness.origin == fleet.platform.name.origin)
        #expect(fleet.platform.safety.retention.value.seconds == 30 * 86_400)
        #expect(fleet.platform.safety.deletionBudget.value == .percent(10))
        for region in fleet.regions {
            #expect(region.kubernetes.context?.value == region.name.value.text)
            #expect(region.kubernetes.context?.origin == region.name.origin)
        }
        #expect(fleet.tenants.map(\.status.value) == [.active])
    }

    @Test(arguments: SpecKind.allCases)
    func `Every default is YAML`(kind: SpecKind) {
        func check(_ fields: [FieldNotation]) {
            for field in fields {
                if case .defaults(let yaml) = field.presence {
                    #expect(DefaultValue(yaml).json != nil, "\(field.key)")
                }
                check(field.value.fields)
            }
        }
        check(kind.notation.fields)
    }

    @Test func `A mistake in each of many files is reported in one run`() async throws {
        let broken = "apiVersion: cadastre.dev/v1\nkind: Tenant\nmetadata: {name: t}\nspec: {colour: blue}\n"
        let files =
            (0..<50).map { SpecFile(path: "\($0).yaml", bytes: Array(broken.utf8)) } + [
                SpecFile(path: "syntax.yaml", bytes: Array("a: [".utf8))
            ]
        let load = await Fleet.load(files: files)
        #expect(load.fleet == nil)
        #expect(Set(load.diagnostics.compactMap { $0.origin?.file }).count == 51)
    }

    @Test(arguments: ["", "# later\n", "---\n---\nnull\n"])
    func `Without a document there is no fleet, and that is said`(text: String) async {
        let load = await Fleet.load(files: [SpecFile(path: "a.yaml", bytes: Array(text.utf8))])
        #expect(load.fleet == nil)
        #expect(load.diagnostics.map(\.code) == ["spec.no-platform"])
    }

    @Test func `A folder is read at any depth, without what is hidden, and no link leads around in circles`()
        async throws
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder + "/b/c/.git", withIntermediateDirectories: true)
        for path in ["z.yaml", "b/a.yml", "b/c/d.yaml", "b/note.txt", "b/.hidden.yaml", "b/c/.git/e.yaml"] {
            try Data().write(to: URL(fileURLWithPath: folder + "/" + path))
        }
        try FileManager.default.createSymbolicLink(atPath: folder + "/b/c/up", withDestinationPath: folder)
        let contents = await SpecFolder.read(folder)
        #expect(contents.diagnostics == [])
        #expect(
            contents.files.map { String($0.path.dropFirst(folder.count)) } == [
                "/b/a.yml", "/b/c/d.yaml", "/z.yaml",
            ])
    }

    private func base() async throws -> [SpecFile] {
        await SpecFolder.read(repository("Tests/SpecsTests/Base")).files
    }
}

extension Fleet {
    /// All that it says, without where it is said.
    fileprivate var summary: [String] {
        let origin = /Origin\([^()]*\([^()]*\)[^()]*\)/
        return ([platform] as [any Sendable] + tiers as [any Sendable] + regions + tenants).map {
            String(reflecting: $0).replacing(origin, with: "")
        }
    }
}

extension SpecFile {
    /// A byte removed, doubled or replaced, a line lost or repeated, or the end cut off.
    fileprivate mutating func damage(using random: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(bytes[place], at: place)
        case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 3: bytes[place] = Array("{}[]:,-\"'&*#\n 0~".utf8).randomElement(using: &random) ?? 0
        case 4: bytes.removeSubrange(place...)
        default:
            var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
            let line = Int.random(in: lines.indices, using: &random)
            if Bool.random(using: &random) {
                lines.remove(at: line)
            } else {
                lines.insert(lines[line], at: line)
            }
            bytes = Array(lines.joined(separator: [10]))
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
