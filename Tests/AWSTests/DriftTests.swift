import AWSClient
import Core
import Diagnostics
import Foundation
import Planning
import Reconciliation
import Testing
import Values

@testable import AWS

/// What others change in AWS is shown, attribute by attribute.
@Suite("Drift in AWS")
struct DriftTests {
    @Test(
        "Each attribute that others change is shown, and nothing else; putting it back leaves nothing to do",
        arguments: Set(Interference.all.map(\.kind)).sorted())
    func table(_ kind: String) async throws {
        let cloud = try await Cloud.small()
        let outsider = try Outsider(in: cloud)
        for interference in Interference.all where interference.kind == kind {
            for call in interference.calls {
                try outsider.call(
                    call.service, call.method, try await cloud.named(call.input, in: interference.region),
                    in: interference.region)
            }
            let plan = try await cloud.plan()
            #expect(differences(plan).sorted() == interference.expected(in: cloud))
            #expect(plan.changes.flatMap(\.differences).allSatisfy { $0.drift != nil }, "\(interference)")
            #expect(plan.findings.isEmpty, "\(interference): \(plan.findings.map(\.diagnostic))")
            let report = try await cloud.apply(plan)
            #expect(report.failed.compactMap(\.problem) == [], "\(interference)")
            #expect(differences(try await cloud.plan()) == [], "\(interference), put back")
        }
        #expect(try await cloud.violations() == [])
    }

    /// Why there is no line for an attribute in the table.
    private static let unchangeable = [
        "DBInstance spec.Engine": "AWS has no call for it",
        "DBInstance spec.MasterUsername": "AWS has no call for it",
        "DBInstance spec.StorageEncrypted": "AWS has no call for it",
        "DBInstance spec.KmsKeyId": "AWS has no call for it",
        "DBInstance spec.SourceDBInstanceIdentifier": "a replica that is promoted is no replica any more",
        "DBInstance spec.DBSubnetGroupName": "AWS moves no server within its network",
        "DBInstance spec.MasterUserSecretKmsKeyId":
            "AWS changes it only together with ManageMasterUserPassword, which has a line",
        "DBInstance spec.AllocatedStorage": "it only grows, which is no drift",
        "DBInstance spec.EngineVersion": "it only grows, which is no drift",
        "DBInstance spec.MasterUserSecret": "not an attribute of AWS's: PasswordTests",
        "DBParameterGroup spec.DBParameterGroupFamily": "AWS has no call for it",
        "DBParameterGroup spec.Description": "AWS has no call for it",
        "SecurityGroup spec.VpcId": "AWS has no call for it",
        "SecurityGroup spec.Description": "AWS has no call for it",
        "Bucket spec.LocationConstraint": "AWS has no call for it",
        "Bucket spec.ReplicationRules": "there are none, and one that is made is looked for by BucketTests",
        "DBInstanceAutomatedBackup spec.SourceDBInstanceIdentifier": "it is what the copy is known by",
        "DBInstanceAutomatedBackup spec.SourceRegion": "of another region, it is a copy of another server",
        "DBInstanceAutomatedBackup spec.KmsKeyId": "AWS has no call for it",
    ]

    @Test("No attribute that the example fleet states is missing in the table without a reason")
    func whole() async throws {
        let cloud = try await Cloud()
        var stated: Set<String> = []
        for object in cloud.onlyAWS.objects {
            func note(_ path: FieldPath, _ value: Value) {
                guard path != Mark.fingerprintPath, path != FieldPath(["metadata", "name"].map { .key($0) })
                else { return }
                // Who says that it is another fleet's is believed: NoDriftTests.
                if path.elements.last.map({ Self.ownership.contains($0) }) == true { return }
                if case .object(let members) = value {
                    for (key, value) in members { note(path.appending(.key(key)), value) }
                } else {
                    stated.insert("\(object.kind.name) \(path)")
                }
            }
            note(FieldPath(), object.body)
        }
        stated = stated.filter { !$0.hasSuffix(" apiVersion") && !$0.hasSuffix(" kind") }
        let table = Interference.all.flatMap { line in line.attributes.map { "\(line.kind) \($0)" } }
        let known = Set(table).union(Self.unchangeable.keys)
        let missing = stated.filter { path in
            !known.contains { $0 == path || $0.hasPrefix("\(path)[") || $0.hasPrefix("\(path).") }
        }
        #expect(missing.sorted() == [], "write a line for these, or the reason why not")
        #expect(
            Set(Self.unchangeable.keys).subtracting(stated).sorted() == [], "nobody states these any more")
    }

    private static let ownership: Set<FieldPath.Element> = [
        .key(Mark.managedByLabel), .key(Mark.fleetLabel),
    ]

    @Test("Less storage, or an older version, is blocked before AWS refuses it")
    func shrinking() async throws {
        let cloud = try await Cloud.small()
        let smaller = try await cloud.changed { path, text in
            path.contains("nordwind") ? text.replacingOccurrences(of: "size: 1Ti", with: "size: 512Gi") : text
        }
        let plan = try await smaller.plan()
        #expect(plan.findings.map(\.diagnostic.code) == ["safety.replace-holds-data"])
        #expect(plan.changes.allSatisfy { !$0.isPerformable })
        let older = try await cloud.changed { path, text in
            path.contains("nordwind")
                ? text.replacingOccurrences(
                    of: "class: db.r6g.2xlarge", with: "class: db.r6g.2xlarge\n    version: \"15\"") : text
        }
        #expect(try await older.plan().findings.map(\.diagnostic.code).contains("safety.replace-holds-data"))
    }
}

/// As `DBInstance parking-nordwind spec.MultiAZ`.
func differences(_ plan: Plan) -> [String] {
    plan.changes.filter(\.action.isChange).flatMap { change in
        change.differences.map { "\(change.id.short) \($0.path)" }
            + (change.differences.isEmpty ? ["\(change.action) \(change.id.short)"] : [])
    }
}
