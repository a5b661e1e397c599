import ArgumentParser
import Blueprints
import Core
import Sandbox
import Values

struct SandboxShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Lists the objects of a sandbox, or shows one whole.",
        discussion: """
            EXAMPLES
              cadastre sandbox show --sandbox try.sqlite
              cadastre sandbox show --sandbox try.sqlite --tenant nordwind
              cadastre sandbox show --sandbox try.sqlite --region eu-west-1 Service parking-tenant-nordwind/parking-app
            """)

    @OptionGroup var file: SandboxOption

    @Option(name: .long, help: "Only this region.")
    var region: String?

    @Option(name: .long, help: "Only this tenant.")
    var tenant: String?

    @Argument(help: "Of one object: its kind, and [namespace/]name. Needs --region.")
    var object: [String] = []

    func validate() throws {
        guard object.isEmpty || (object.count == 2 && region != nil) else {
            throw ValidationError("to show one object give --region, its kind and its [namespace/]name")
        }
    }

    func run() async throws {
        let store = try existingSandbox(file.sandbox)
        if object.isEmpty { return try await list(store) }
        let id = objectID(kind: object[0], path: object[1], region: region ?? "")
        guard let found = try await store.object(id) else {
            throw Problem(
                "sandbox.no-object", "there is no \(id)",
                help: "leave the object out to list what is there")
        }
        OutputStream.standardOutput.write(try found.body.decode().json(.pretty) + [UInt8(ascii: "\n")])
    }

    private func list(_ store: SandboxStore) async throws {
        var entries: [SandboxEntry] = []
        for scope in region.map({ region in World.allCases.map { Scope($0, region) } }) ?? [nil] {
            entries += try await store.list(scope: scope, tenant: tenant)
        }
        let lines = entries.map { entry in
            let owner = entry.mark.map { $0.tenant ?? "(shared)" } ?? "(not ours)"
            return
                "\(entry.id.scope.region)  \(entry.id.short)  \(owner)  \(entry.managers.joined(separator: ","))\n"
        }
        let count = entries.count == 1 ? "1 object" : "\(entries.count) objects"
        OutputStream.standardOutput.write(lines.joined() + count + "\n")
    }
}

/// - Throws: a `Problem` where there is no such file: looking must not make one.
func existingSandbox(_ path: String) throws(Problem) -> SandboxStore {
    guard fileExists(path) else {
        throw Problem(
            "sandbox.no-file", "there is no sandbox at \(path)",
            help: "make one with `cadastre apply --sandbox \(path)`")
    }
    return try SandboxStore(path: path, now: { Clock.now })
}

/// - Parameter path: `namespace/name`, or `name` of what has no namespace.
func objectID(kind: String, path: String, region: String) -> ObjectID {
    let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
    let world = Kind.all.first { $0.name == kind }?.world ?? .kubernetes
    let scope = Scope(world, region)
    return parts.count == 2
        ? ObjectID(scope, kind, namespace: parts[0], name: parts[1]) : ObjectID(scope, kind, name: path)
}
