import AWSClient
import Core
import Threads
import Values

struct DBSubnetGroupKind: AWSKind {
    let name = "DBSubnetGroup"

    func all(_ search: Search) async throws -> [FoundObject] {
        let groups = try await search.api.pages(
            RDSCalls.describeSubnetGroups, "DBSubnetGroups", to: "list DB subnet groups")
        let ours = groups.filter { search.mayBeOurs($0.text("DBSubnetGroupName") ?? "") }
        return try await concurrently(ours, atMost: RegionAPI.inFlight) { try await found($0, search.api) }
    }

    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        let answer = try await api.find(
            RDSCalls.describeSubnetGroups, ["DBSubnetGroupName": .string(name)],
            to: "read DBSubnetGroup \(name)")
        guard let group = answer?.xml.list("DBSubnetGroups").first else { return nil }
        return try await found(group, api)
    }

    private func found(_ group: XMLNode, _ api: RegionAPI) async throws -> FoundObject {
        let name = group.text("DBSubnetGroupName") ?? ""
        let arn = group.text("DBSubnetGroupArn") ?? api.arn("rds", "subgrp:\(name)")
        var spec = Fields()
        spec.set("DBSubnetGroupDescription", group.value("DBSubnetGroupDescription"))
        spec["SubnetIds"] = .array(
            group.list("Subnets").compactMap { $0.text("SubnetIdentifier") }.sorted().map(Value.string))
        return FoundObject(
            name: name, uid: arn, handle: arn, tags: try await api.rdsTags(of: arn, name), spec: spec)
    }

    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        var input = wanted.spec
        input["DBSubnetGroupName"] = .string(wanted.name)
        input["Tags"] = wanted.tags.list()
        try await api.send(RDSCalls.createSubnetGroup, input, to: wanted.purpose)
    }

    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        var input = wanted.spec
        input["DBSubnetGroupName"] = .string(wanted.name)
        try await api.send(RDSCalls.modifySubnetGroup, input, to: wanted.purpose)
    }

    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        try await api.tagRDS(found, tags, name)
    }

    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        try await api.deleteUnlessUsed(
            RDSCalls.deleteSubnetGroup, ["DBSubnetGroupName": .string(found.name)], "\(name) \(found.name)")
    }
}
