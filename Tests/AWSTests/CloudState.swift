import AWSClient
import Core
import Foundation
import Reconciliation
import Values

@testable import AWS

extension Cloud {
    /// All that is in the account, in both regions of the small fleet, without what AWS makes up: each line an object with
    /// all that is known of it.
    ///
    /// What bears no mark is in it too: a key that nobody gave a name, a snapshot.
    func state() async throws -> Set<String> {
        var lines: Set<String> = []
        for observation in try await observe(onlyAWS, with: try providers()) {
            for (kind, look) in observation.looks {
                if !look.isComplete {
                    lines.insert("\(observation.scope) \(kind) was not seen: \(look.outcome)")
                }
                for object in look.objects {
                    let body = String(decoding: object.body.bytes, as: UTF8.self)
                        .replacing(#/password-version":"[^"]*/#, with: #"password-version":"VERSION"#)
                        .replacing(#/"VersionId":"[^"]*/#, with: #""VersionId":"VERSION"#)
                    lines.insert(
                        anonymous("\(object.id) \(object.isTerminating ? "going" : "") \(body)", kind))
                }
            }
        }
        for region in ["eu-west-1", "eu-central-1"] {
            lines.formUnion(try await keys(region).map { "\(region) key \($0)" })
            lines.formUnion(try await snapshots(region).map { "\(region) snapshot \($0)" })
        }
        return lines
    }

    /// Without the account's number, which is in a bucket's name, and so in what its mark says of it.
    private func anonymous(_ line: String, _ kind: String) -> String {
        let line = line.replacing(account, with: "ACCOUNT")
        if kind != "Bucket" { return line }
        return line.replacing(#/(fingerprint|identity)":"[^"]*/#) { "\($0.1)\":\"MARK" }
    }

    /// The names of all keys: `none` for one that has none.
    private func keys(_ region: String) async throws -> [String] {
        let keys = try await ask(AWSOperation(AWSService.kms, "ListKeys"), ["Limit": 100], in: region)
        let aliases = try await ask(KMSCalls.listAliases, ["Limit": 100], in: region)
        let names = (aliases.json[key: "Aliases"]?.array ?? []).filter { $0[key: "TargetKeyId"] != nil }
        return (keys.json[key: "Keys"]?.array ?? []).enumerated().map { place, key in
            names.first { $0[key: "TargetKeyId"] == key[key: "KeyId"] }?[key: "AliasName"]?.string
                ?? "none \(place)"
        }
    }

    /// Those that somebody asked for.
    private func snapshots(_ region: String) async throws -> [String] {
        let answer = try await ask(RDSCalls.describeSnapshots, ["SnapshotType": "manual"], in: region)
        return answer.xml.list("DBSnapshots").map { snapshot in
            let name = snapshot.text("DBSnapshotIdentifier") ?? ""
            let known = name.replacing(/-(final|last)-[0-9a-z]+$/) { "-\($0.1)" }
            return "\(known) \(snapshot.text("Status") ?? "")"
        }
    }
}

extension Cloud {
    /// Input in which placeholders such as `{group parking-databases}` stand for what AWS calls it.
    func named(_ input: Fields, in region: String) async throws -> Fields {
        let value = try await named(.object(input), in: region)
        return value.fields ?? [:]
    }

    private func named(_ value: Value, in region: String) async throws -> Value {
        switch value {
        case .string(let text) where text.hasPrefix("{") && text.hasSuffix("}") && !text.contains("\""):
            let words = text.replacing("ACCOUNT", with: account).dropFirst().dropLast()
            return try await meaning(of: words.split(separator: " "), region)
        case .string(let text): return .string(text.replacing("ACCOUNT", with: account))
        case .array(let elements):
            var named: [Value] = []
            for element in elements { named.append(try await self.named(element, in: region)) }
            return .array(named)
        case .object(let members):
            var named = Fields()
            for (key, value) in members { named[key] = try await self.named(value, in: region) }
            return .object(named)
        default: return value
        }
    }

    private func meaning(of words: [Substring], _ region: String) async throws -> Value {
        let name = words.last.map(String.init) ?? ""
        switch words.first {
        case "group":
            let groups = try await ask(
                EC2Calls.describeGroups, ["Filter": [["Name": "group-name", "Value": [.string(name)]]]],
                in: region)
            return .string(groups.xml.list("securityGroupInfo").first?.text("groupId") ?? "")
        case "key": return .string(try await key(named: name, in: region))
        case "arn":
            return .string("arn:aws:kms:\(region):\(account):key/\(try await key(named: name, in: region))")
        case "tagset":
            let answer = try await ask(S3Calls.tags, ["Bucket": .string(name)], in: region)
            let tags = answer.xml.tags("TagSet").adding(String(words[1]), "mine")
            return tags.list()
        case "source": return .string("arn:aws:rds:eu-west-1:\(account):db:parking-nordwind")
        case "tags", "the":
            let copies = try await ask(RDSCalls.describeBackups, [:], in: region).xml.list(
                "DBInstanceAutomatedBackups"
            ).filter { $0.text("Region") != region }
            let copy = copies.first { $0.text("Status")?.lowercased() != "retained" } ?? copies.last
            let arn = copy?.text("DBInstanceAutomatedBackupsArn") ?? ""
            return words.first == "the" ? .string(arn) : copy?.tags("TagList").list() ?? []
        default: return .string("arn:aws:rds:\(region):\(account):\(words.first ?? ""):\(name)")
        }
    }
}
