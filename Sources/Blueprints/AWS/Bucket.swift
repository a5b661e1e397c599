import Core
import Diagnostics
import Specs
import Values

extension Kind {
    /// A bucket of S3. What others add to its policy is a difference: it means what all of its statements together allow.
    static let bucket = Kind(
        "Bucket", world: .aws, group: "aws.cadastre.dev", isNamespaced: false, holdsData: true,
        immutable: ["spec.LocationConstraint"],
        comparison: ["spec": .object(["Policy": .whole])])
}

extension DatabasePlot {
    /// A tenant's bucket and its key, and what it is copied to.
    ///
    /// - Parameters:
    ///   - place: where it is in AWS.
    ///   - recovery: where the copies go: the Region, and what the bucket's own says of it.
    func objects(
        _ bucket: Bucket, of tenant: Tenant, in place: Region.AWS,
        recovery: (region: Region, terms: Region.Recovery)?
    ) -> [DesiredObject] {
        let key = key()
        let name = place.bucketName(of: tenant, in: platform)
        guard bucket.recovery?.value == true, let recovery, let there = recovery.region.aws,
            let role = recovery.terms.role
        else { return [key, self.bucket(bucket, in: place, named: name, needs: [key.id])] }
        let plot = DatabasePlot(
            platform: platform, region: recovery.region, owner: owner, origin: recovery.terms.region.origin,
            name: self.name)
        let otherKey = plot.key()
        let copy = plot.bucket(
            bucket, in: there, named: there.bucketName(of: tenant, in: platform), needs: [otherKey.id])
        let copying = Copying(
            bucket: copy.id.name, key: "\(there.region.value)/\(otherKey.id.name)", role: role,
            origin: bucket.recovery?.origin)
        return [
            key, self.bucket(bucket, in: place, named: name, needs: [key.id, copy.id], copying: copying),
            otherKey, copy,
        ]
    }

    /// How S3 copies all that is in a bucket.
    private struct Copying {
        let bucket: String
        /// Of another region: its region and its name.
        let key: String
        let role: Sourced<String>
        let origin: Origin?

        var rules: Value {
            [
                [
                    "ID": "recovery", "Priority": 1, "Status": "Enabled",
                    "SourceSelectionCriteria": ["SseKmsEncryptedObjects": ["Status": "Enabled"]],
                    "Destination": [
                        "Bucket": .string(bucket),
                        "EncryptionConfiguration": ["ReplicaKmsKeyID": .string(key)],
                    ],
                    // What is deleted is deleted there too, and can be had back there for as long.
                    "DeleteMarkerReplication": ["Status": "Enabled"],
                ]
            ]
        }
    }

    private func bucket(
        _ bucket: Bucket, in place: Region.AWS, named name: String, needs: [ObjectID], copying: Copying? = nil
    ) -> DesiredObject {
        var draft = draft(.bucket, named: name)
        draft.needs += needs
        draft.state([
            ("LocationConstraint", .string(place.region.value), place.region.origin),
            ("ObjectOwnership", "BucketOwnerEnforced", nil),
            (
                "PublicAccessBlock",
                [
                    "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true,
                    "RestrictPublicBuckets": true,
                ], nil
            ),
            (
                "ServerSideEncryption",
                // With a key of its own for each of its objects, S3 would ask KMS as often as it is asked.
                ["SSEAlgorithm": "aws:kms", "KMSMasterKeyID": .string(self.name), "BucketKeyEnabled": true],
                nil
            ),
            ("Versioning", "Enabled", nil),
            ("LifecycleRules", [lifecycle(bucket)], bucket.versions?.origin),
            ("Policy", policy(of: name), nil),
            // Without rules of ours: a copy that somebody has S3 make is a difference, too.
            ("Replication", ["Rules": []], nil),
        ])
        if let copying {
            draft.state([
                (
                    "Replication", ["Role": .string(copying.role.value), "Rules": copying.rules],
                    copying.origin
                )
            ])
            draft.note("spec.Replication.Role", copying.role.origin)
        }
        return sealed(draft)
    }

    /// What nobody can reach any more goes: old versions after their time, the marks of files whose versions have all
    /// gone, and uploads that were broken off.
    private func lifecycle(_ bucket: Bucket) -> Value {
        [
            "ID": "versions", "Status": "Enabled",
            "Expiration": ["ExpiredObjectDeleteMarker": true],
            "NoncurrentVersionExpiration": [
                "NoncurrentDays": .int(bucket.versions?.value.days ?? Bucket.usualVersions)
            ],
            "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": 7],
        ]
    }

    /// Over TLS or not at all. The bucket is named by its name, as everything is here that AWS has another word for.
    private func policy(of name: String) -> Value {
        [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Sid": "TLSOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
                    "Resource": [.string(name), .string("\(name)/*")],
                    "Condition": ["Bool": ["aws:SecureTransport": "false"]],
                ]
            ],
        ]
    }
}
