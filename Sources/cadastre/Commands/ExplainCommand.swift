import ArgumentParser
import Blueprints
import Core
import Diagnostics
import Planning
import Reports
import Values

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says where each value of an object or a tenant comes from, and what it overrides.",
        discussion: """
            Each value with the spec and the line that asks for it, and what the levels below say instead: Platform, Tier, \
            Tenant. Reads specs only; --observe also looks at the world, and says what differs there, by whom, and why \
            something is kept.

            EXAMPLES
              cadastre explain Deployment parking-tenant-nordwind/parking-app
              cadastre explain deployment/parking-app -n parking-tenant-nordwind
              cadastre explain nordwind
              cadastre explain oldco --observe       what a tenant left whose file is gone
              cadastre explain nordwind --output json

            Exit codes: 0 explained; 1 an error, or part of the world could not be seen.
            """)

    @Argument(help: "A kind and [namespace/]name, both with a slash between them, or a tenant's name.")
    var object: [String]

    @Option(name: .long, help: "The folder of the specs, or one file.", completion: .directory)
    var specs = "specs"

    @Option(name: .shortAndLong, help: "The object's namespace, where its name does not say it.")
    var namespace: String?

    @Option(name: .long, help: "The object's region, where several have one of its name.")
    var region: String?

    @Flag(name: .long, help: "Look at the world too; --sandbox and --kubeconfig mean this.")
    var observe = false

    @Flag(name: .long, help: "Show every attribute, also those that no line of the specs asks for by itself.")
    var all = false

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Option(name: .shortAndLong, help: "How it is written: text or json.")
    var output = Format.text

    @OptionGroup var worlds: WorldOptions
    @OptionGroup var colour: ColourOption

    private var observes: Bool { observe || worlds.sandbox != nil || worlds.kubeconfig != nil }

    func run() async throws {
        // Without a look the specs alone are read; with one, they are read on the way to a plan.
        guard observes else {
            let fleet = try await loadFleet(specs)
            return try explain(Explanation(fleet: fleet, blueprint: fleet.blueprint(), plan: nil))
        }
        let planned = try await PlannedFleet.make(specs, worlds) { blueprint in
            PlanningOptions(selection: selection(in: blueprint), rehearses: false)
        }
        try explain(
            Explanation(fleet: planned.fleet, blueprint: planned.blueprint, plan: planned.plan))
        if planned.plan.hasErrors { throw ExitCode.error }
    }

    /// As little of the world as answers the question.
    private func selection(in blueprint: Blueprint) -> Selection {
        if let tenant = tenantName { return Selection(tenants: [tenant]) }
        let query = query(in: blueprint)
        let regions = blueprint.objects.filter { query?.matches($0.id) ?? false }.map(\.id.scope.region)
        return Selection(regions: Set(regions))
    }

    /// Where what was given can only be a tenant's name.
    private var tenantName: String? {
        let words =
            object.count == 2 && object[0].lowercased() == "tenant" ? Array(object.dropFirst()) : object
        return words.count == 1 && !words[0].contains("/") ? words[0] : nil
    }

    private func query(in blueprint: Blueprint) -> ObjectQuery? {
        ObjectQuery(object, namespace: namespace, region: region, kinds: blueprint.kinds)
    }

    private func explain(_ explanation: Explanation) throws {
        let text: String
        if let tenant = tenantName {
            text = try explanation.tenant(tenant, output, style: colour.style())
        } else {
            let (id, owner) = try explanation.find(query(in: explanation.blueprint), named: object)
            text = try explanation.object(id, owner, output, showsAll: all, style: colour.style())
        }
        OutputStream.standardOutput.write(text)
    }
}
