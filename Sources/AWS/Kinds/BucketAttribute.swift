import AWSClient
import Core
import Values

/// One attribute of a bucket. S3 has a call that reads and a call that sets each of them.
struct BucketAttribute: Sendable {
    /// Its name in `spec`.
    let member: String
    let get: AWSOperation
    /// What it is where it was never set.
    var absent: Value?
    /// What an answer says of it, in the blueprint's form; nil where it says nothing.
    let read: @Sendable (AWSAnswer, Names, RegionAPI) -> Value?
    /// The call that gives it a value; nil of a value that no call sets.
    let write: @Sendable (Value, Names, RegionAPI) -> Call?

    struct Call: Sendable {
        let operation: AWSOperation
        /// The member of the input that the value is in; without one, the call needs none.
        var payload = ""
        var content: Value?

        init(_ operation: AWSOperation, _ payload: String = "", _ content: Value? = nil) {
            self.operation = operation
            self.payload = payload
            self.content = content
        }
    }

    /// In the order in which a new bucket gets them: closed before anything else.
    static let all = [
        publicAccessBlock, objectOwnership, serverSideEncryption, versioning, lifecycleRules, policy,
        replication,
    ]

    private static let publicAccessBlock = BucketAttribute(
        member: "PublicAccessBlock", get: S3Calls.accessBlock,
        read: { answer, _, _ in answer.xml.rule },
        write: { value, _, _ in Call(S3Calls.setAccessBlock, "PublicAccessBlockConfiguration", value) })

    private static let objectOwnership = BucketAttribute(
        member: "ObjectOwnership", get: S3Calls.ownership,
        read: { answer, _, _ in answer.xml["Rule"]?.value("ObjectOwnership") },
        write: { value, _, _ in
            Call(S3Calls.setOwnership, "OwnershipControls", ["Rule": [["ObjectOwnership": value]]])
        })

    static let serverSideEncryption = BucketAttribute(
        member: "ServerSideEncryption", get: S3Calls.encryption,
        read: { answer, names, _ in
            guard let rule = answer.xml["Rule"] else { return nil }
            let usual = rule["ApplyServerSideEncryptionByDefault"]
            var fields = Fields()
            fields.set("SSEAlgorithm", usual?.value("SSEAlgorithm"))
            fields.set("KMSMasterKeyID", names.key(usual?.text("KMSMasterKeyID")))
            fields.set("BucketKeyEnabled", rule.flag("BucketKeyEnabled"))
            return .object(fields)
        },
        write: { value, names, api in
            var usual = Fields()
            usual.set("SSEAlgorithm", value[key: "SSEAlgorithm"])
            if let alias = value[key: "KMSMasterKeyID"]?.string {
                // By its ARN: an alias would be looked up in the account of whoever writes a file.
                let key = names.key(named: alias).map { "key/\($0)" } ?? "alias/\(alias)"
                usual["KMSMasterKeyID"] = .string(api.arn("kms", key))
            }
            var rule: Fields = ["ApplyServerSideEncryptionByDefault": .object(usual)]
            rule.set("BucketKeyEnabled", value[key: "BucketKeyEnabled"])
            return Call(
                S3Calls.setEncryption, "ServerSideEncryptionConfiguration", ["Rule": [.object(rule)]])
        })

    private static let versioning = BucketAttribute(
        member: "Versioning", get: S3Calls.versioning,
        read: { answer, _, _ in answer.xml.value("Status") },
        write: { value, _, _ in Call(S3Calls.setVersioning, "VersioningConfiguration", ["Status": value]) })

    private static let lifecycleRules = BucketAttribute(
        member: "LifecycleRules", get: S3Calls.lifecycle,
        read: { answer, _, _ in .array(answer.xml.all("Rule").map(\.rule)) },
        write: { value, _, _ in
            let rules = (value.array ?? []).map(\.ofAllFiles)
            return Call(S3Calls.setLifecycle, "LifecycleConfiguration", ["Rule": .array(rules)])
        })

    private static let policy = BucketAttribute(
        member: "Policy", get: S3Calls.policy,
        read: { answer, _, api in BucketPolicy(answer.text, api).document },
        write: { value, _, api in
            Call(S3Calls.setPolicy, "Policy", .string(BucketPolicy(value).text(api)))
        })

    private static let replication = BucketAttribute(
        member: "Replication", get: S3Calls.replication, absent: ["Rules": []],
        read: { answer, _, api in
            var fields = Fields()
            fields.set("Role", answer.xml.value("Role"))
            fields["Rules"] = .array(answer.xml.all("Rule").map { BucketCopying.stated($0.rule, api) })
            return .object(fields)
        },
        write: { value, _, api in
            let rules = value[key: "Rules"]?.array ?? []
            if rules.isEmpty { return Call(S3Calls.stopReplication) }
            return Call(
                S3Calls.setReplication, "ReplicationConfiguration",
                [
                    "Role": value[key: "Role"] ?? .null,
                    "Rule": .array(rules.map { BucketCopying.sent($0, api) }),
                ])
        })
}

extension Value {
    /// A rule without a filter is about all files; in this form S3 wants that said.
    var ofAllFiles: Value {
        var fields = fields ?? Fields()
        if fields["Filter"] == nil { fields["Filter"] = ["Prefix": ""] }
        return .object(fields)
    }
}

extension XMLNode {
    /// What it says, in the form in which the blueprint states it: what is empty is left out, and what is there more than
    /// once is a list.
    var rule: Value {
        if children.isEmpty {
            if Self.counts.contains(name), let number = Int64(text) { return .int(number) }
            return Bool(text).map(Value.bool) ?? .string(text)
        }
        var fields = Fields()
        for name in children.map(\.name) where fields[name] == nil {
            let values = all(name).filter { !$0.children.isEmpty || !$0.text.isEmpty }.map(\.rule)
            fields.set(name, values.count > 1 ? .array(values) : values.first)
        }
        return .object(fields)
    }

    private static let counts: Set = [
        "Days", "DaysAfterInitiation", "Minutes", "NewerNoncurrentVersions", "NoncurrentDays",
        "ObjectSizeGreaterThan", "ObjectSizeLessThan", "Priority",
    ]
}
