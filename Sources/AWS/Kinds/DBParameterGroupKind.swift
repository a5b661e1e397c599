import AWSClient
import Core
import Threads
import Values

struct DBParameterGroupKind: AWSKind {
    let name = "DBParameterGroup"

    func all(_ search: Search) async throws -> [FoundObject] {
        let groups = try await search.api.pages(
            RDSCalls.describeParameterGroups, "DBParameterGroups", to: "list DB parameter groups")
        let ours = groups.filter { search.mayBeOurs($0.text("DBParameterGroupName") ?? "") }
        return try await concurrently(ours, atMost: RegionAPI.inFlight) { try await found($0, search.api) }
    }

    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        let answer = try await api.find(
            RDSCalls.describeParameterGroups, ["DBParameterGroupName": .string(name)],
            to: "read DBParameterGroup \(name)")
        guard let group = answer?.xml.list("DBParameterGroups").first else { return nil }
        return try await found(group, api)
    }

    private func found(_ group: XMLNode, _ api: RegionAPI) async throws -> FoundObject {
        let name = group.text("DBParameterGroupName") ?? ""
        let arn = group.text("DBParameterGroupArn") ?? api.arn("rds", "pg:\(name)")
        async let parameters = parameters(of: name, api)
        async let tags = api.rdsTags(of: arn, name)
        var spec = Fields()
        spec.set("DBParameterGroupFamily", group.value("DBParameterGroupFamily"))
        spec.set("Description", group.value("Description"))
        spec["Parameters"] = .object(try await parameters)
        return FoundObject(name: name, uid: arn, handle: arn, tags: try await tags, spec: spec)
    }

    /// What the blueprint states. AWS counts a value that is the engine's own as nobody's, so that these are asked for by name:
    /// among those that somebody has set they would be missing.
    static let stated = [
        "log_connections", "log_disconnections", "log_lock_waits", "log_min_duration_statement",
        "rds.force_ssl",
    ]

    /// Those that are stated, and those that somebody has set; not the other four hundred.
    private func parameters(of name: String, _ api: RegionAPI) async throws -> Fields {
        func read(_ choice: Fields) async throws -> [XMLNode] {
            var input = choice
            input["DBParameterGroupName"] = .string(name)
            return try await api.pages(
                RDSCalls.describeParameters, "Parameters", input,
                to: "read the parameters of DBParameterGroup \(name)")
        }
        async let set = read(["Source": "user"])
        async let stated = read([
            "Filters": [["Name": "parameter-name", "Values": .array(Self.stated.map(Value.string))]]
        ])
        var values: [String: Value] = [:]
        for parameter in try await set + stated {
            if let key = parameter.text("ParameterName") { values[key] = parameter.value("ParameterValue") }
        }
        return Fields(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        var input = wanted.spec
        input["Parameters"] = nil
        input["DBParameterGroupName"] = .string(wanted.name)
        input["Tags"] = wanted.tags.list()
        try await api.send(RDSCalls.createParameterGroup, input, to: wanted.purpose)
        try await setParameters(wanted, api)
    }

    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        if members.contains("Parameters") { try await setParameters(wanted, api) }
    }

    /// All that the blueprint states a running server takes at once. AWS takes twenty at a time.
    private func setParameters(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        let parameters = (wanted["Parameters"]?.fields ?? [:]).map { name, value -> Value in
            ["ParameterName": .string(name), "ParameterValue": value, "ApplyMethod": "immediate"]
        }
        for start in stride(from: 0, to: parameters.count, by: 20) {
            let part = Array(parameters[start..<min(start + 20, parameters.count)])
            try await api.send(
                RDSCalls.modifyParameterGroup,
                ["DBParameterGroupName": .string(wanted.name), "Parameters": .array(part)], to: wanted.purpose
            )
        }
    }

    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        try await api.tagRDS(found, tags, name)
    }

    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        try await api.deleteUnlessUsed(
            RDSCalls.deleteParameterGroup, ["DBParameterGroupName": .string(found.name)],
            "\(name) \(found.name)")
    }
}
