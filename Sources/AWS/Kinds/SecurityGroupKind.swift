import AWSClient
import Core
import Values

struct SecurityGroupKind: AWSKind {
    let name = "SecurityGroup"

    func all(_ search: Search) async throws -> [FoundObject] {
        let api = search.api
        let marked = try await marked(api).filter { $0.mark?.fleet == search.fleet }
        if search.wanted.isEmpty { return marked }
        let named = try await groups(
            [filter("group-name", search.wanted.sorted())], api, to: "list security groups by name")
        let handles = Set(marked.map(\.handle))
        return marked + named.filter { !handles.contains($0.handle) }
    }

    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        try await groups([filter("group-name", [name])], api, to: "read SecurityGroup \(name)")
            .min { ($0.mark == nil ? 1 : 0) < ($1.mark == nil ? 1 : 0) }
    }

    /// Those that some fleet has made.
    func marked(_ api: RegionAPI) async throws -> [FoundObject] {
        try await groups(
            [filter("tag:\(Mark.managedByLabel)", [Mark.managedByValue])], api, to: "list security groups")
    }

    private func filter(_ name: String, _ values: [String]) -> Value {
        ["Name": .string(name), "Value": .array(values.map(Value.string))]
    }

    private func groups(
        _ filters: [Value], _ api: RegionAPI, to purpose: String
    ) async throws -> [FoundObject] {
        try await api.list(
            EC2Calls.describeGroups, by: Paging("NextToken", from: "nextToken"),
            ["Filter": .array(filters)], to: purpose
        ) { $0.xml.list("securityGroupInfo").map(object) }
    }

    private func object(_ group: XMLNode) -> FoundObject {
        let handle = group.text("groupId") ?? ""
        var spec = Fields()
        spec.set("VpcId", group.value("vpcId"))
        spec.set("Description", group.value("groupDescription"))
        spec["Ingress"] = .array(group.list("ipPermissions").flatMap(rules))
        spec["Egress"] = .array(group.list("ipPermissionsEgress").flatMap(rules))
        return FoundObject(
            name: group.text("groupName") ?? "", uid: handle, handle: handle,
            tags: group.tags("tagSet", key: "key", value: "value"), spec: spec)
    }

    /// One for each range, as the blueprint states them; AWS brings those of the same ports together.
    private func rules(_ permission: XMLNode) -> [Value] {
        var base = Fields()
        base.set("IpProtocol", permission.value("ipProtocol"))
        base.set("FromPort", permission.number("fromPort"))
        base.set("ToPort", permission.number("toPort"))
        let peers =
            permission.list("ipRanges").map { ("CidrIp", $0.value("cidrIp")) }
            + permission.list("ipv6Ranges").map { ("CidrIpv6", $0.value("cidrIpv6")) }
            + permission.list("groups").map { ("GroupId", $0.value("groupId")) }
            + permission.list("prefixListIds").map { ("PrefixListId", $0.value("prefixListId")) }
        return peers.sorted { ($0.0, $0.1?.string ?? "") < ($1.0, $1.1?.string ?? "") }.map { key, value in
            var rule = base
            rule.set(key, value)
            return .object(rule)
        }
    }

    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        var input: Fields = [
            "GroupName": .string(wanted.name), "GroupDescription": wanted["Description"] ?? .null,
            "VpcId": wanted["VpcId"] ?? .null,
        ]
        input["TagSpecification"] = [["ResourceType": "security-group", "Tag": wanted.tags.list()]]
        try await api.send(EC2Calls.createGroup, input, to: wanted.purpose)
        // AWS gives it a rule that lets everything out.
        guard let found = try await one(wanted.name, api) else { return }
        api.book.update { $0.add(group: found.handle, found.name) }
        try await modify(found, ["Ingress", "Egress"], wanted, api)
    }

    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        let directions = [
            ("Ingress", EC2Calls.allowIngress, EC2Calls.revokeIngress),
            ("Egress", EC2Calls.allowEgress, EC2Calls.revokeEgress),
        ]
        for (member, allow, revoke) in directions where members.contains(member) {
            let present = Set(found.spec[member]?.array ?? [])
            let rules = Set(wanted[member]?.array ?? [])
            // What is missing first: nobody is cut off while rules change.
            try await change(found, Array(rules.subtracting(present)), allow, wanted, api)
            try await change(found, Array(present.subtracting(rules)), revoke, wanted, api)
        }
    }

    private func change(
        _ found: FoundObject, _ rules: [Value], _ operation: AWSOperation, _ wanted: WantedObject,
        _ api: RegionAPI
    ) async throws {
        if rules.isEmpty { return }
        let input: Fields = [
            "GroupId": .string(found.handle), "IpPermissions": .array(rules.map(permission)),
        ]
        switch try await api.connection.result(of: operation, input, to: wanted.purpose) {
        case .success: break
        // Of an attempt whose answer was lost.
        case .failure(let error)
        where ["InvalidPermission.Duplicate", "InvalidPermission.NotFound"].contains(error.code):
            break
        case .failure(let error): throw error.problem
        }
    }

    private func permission(_ rule: Value) -> Value {
        var permission = Fields()
        for (key, value) in rule.fields ?? [:] {
            switch key {
            case "CidrIp": permission["IpRanges"] = [["CidrIp": value]]
            case "CidrIpv6": permission["Ipv6Ranges"] = [["CidrIpv6": value]]
            case "GroupId": permission["Groups"] = [["GroupId": value]]
            case "PrefixListId": permission["PrefixListIds"] = [["PrefixListId": value]]
            default: permission[key] = value
            }
        }
        return .object(permission)
    }

    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        try await api.send(
            EC2Calls.createTags, ["ResourceId": [.string(found.handle)], "Tag": tags.list()],
            to: "mark SecurityGroup \(found.name)")
    }

    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        try await api.deleteUnlessUsed(
            EC2Calls.deleteGroup, ["GroupId": .string(found.handle)], "\(name) \(found.name)")
    }
}
