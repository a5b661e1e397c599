import ArgumentParser
import Blueprints
import Core
import Sandbox
import Values

struct SandboxDriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Changes an object of a sandbox as another manager would.",
        discussion: """
            For trying out what a plan says to it.

            EXAMPLES
              cadastre sandbox drift --sandbox try.sqlite --region eu-west-1 --set spec.replicas=9 \\
                  Deployment parking-tenant-nordwind/parking-app
              cadastre sandbox drift --sandbox try.sqlite --region eu-west-1 --delete \\
                  Service parking-tenant-nordwind/parking-app
            """)

    @OptionGroup var file: SandboxOption

    @Option(name: .long, help: "The region that the object is in.")
    var region: String

    @Option(
        name: .long,
        help: "A field and its new value in JSON, such as spec.replicas=9; a word needs no quotes.")
    var set: [String] = []

    @Option(name: .long, help: "A field to take away.")
    var remove: [String] = []

    @Flag(name: .long, help: "Delete the object.")
    var delete = false

    @Option(name: .long, help: "Who changes it.")
    var manager = ForeignChange.manager

    @Argument(help: "The object's kind, such as Deployment.")
    var kind: String

    @Argument(help: "The object's [namespace/]name.")
    var name: String

    func run() async throws {
        guard let kind = Kind.all.first(where: { $0.name == kind }) else {
            throw ValidationError(
                "unknown kind '\(kind)'; there are \(Kind.all.map(\.name).joined(separator: ", "))")
        }
        let changes = try changes()
        if changes.isEmpty { throw ValidationError("say what to change: --set, --remove or --delete") }
        let store = try existingSandbox(file.sandbox)
        let id = objectID(kind: kind.name, path: name, region: region)
        for change in changes { try await store.drift(id, kind, by: manager, change) }
        OutputStream.standardOutput.write("\(manager) changed \(id).\n")
    }

    private func changes() throws -> [ForeignChange] {
        if delete { return [.delete] }
        return try set.map(Self.assignment) + remove.map { .remove(try Self.path($0)) }
    }

    /// The first `=` outside of brackets and quotes ends the path.
    private static func assignment(_ text: String) throws -> ForeignChange {
        var depth = 0
        var isQuoted = false
        for index in text.indices {
            switch text[index] {
            case "\"": isQuoted.toggle()
            case "[" where !isQuoted: depth += 1
            case "]" where !isQuoted: depth -= 1
            case "=" where !isQuoted && depth == 0:
                let value = String(text[text.index(after: index)...])
                return .set(try path(String(text[..<index])), (try? Value(json: value)) ?? .string(value))
            default: break
            }
        }
        throw ValidationError("'\(text)' is not of the form path=value")
    }

    private static func path(_ text: String) throws -> FieldPath {
        do { return try FieldPath(parsing: text) } catch { throw ValidationError("\(error)") }
    }
}
