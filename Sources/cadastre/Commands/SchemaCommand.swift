import ArgumentParser
import Specs
import Values

extension SpecKind: ExpressibleByArgument {
    /// Without regard to case: `tenant` is `Tenant`.
    public init?(argument: String) {
        guard let kind = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() })
        else {
            return nil
        }
        self = kind
    }

    public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of a kind of spec, for editors.",
        discussion: """
            EXAMPLES
              cadastre schema Tenant >schemas/tenant.json

            An editor with a YAML language server reads it where a file begins with
              # yaml-language-server: $schema=../../schemas/tenant.json
            """)

    @Argument(help: "Platform, Tier, Region or Tenant.")
    var kind: SpecKind

    func run() {
        OutputStream.standardOutput.write(SpecSchema.json(for: kind).json(.pretty) + Array("\n".utf8))
    }
}
