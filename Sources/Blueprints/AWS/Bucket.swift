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
    /// A tenant's bucket, and the key that is in it.
    ///
    /// - Parameters:
    ///   - place: where it is in AWS.
    ///   - name: which all of AWS has but once.
    func objects(_ bucket: Bucket, in place: Region.AWS, named name: String) -> [DesiredObject] {
        let key = key()
        return [key, self.bucket(bucket, in: place, named: name, key: key.id)]
    }

    private func bucket(
        _ bucket: Bucket, in place: Region.AWS, named name: String, key: ObjectID
    ) -> DesiredObject {
        var draft = draft(.bucket, named: name)
        draft.needs.append(key)
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
                ["SSEAlgorithm": "aws:kms", "KMSMasterKeyID": .string(key.name), "BucketKeyEnabled": true],
                nil
            ),
            ("Versioning", "Enabled", nil),
            ("LifecycleRules", [lifecycle(bucket)], bucket.versions?.origin),
            ("Policy", policy(of: name), nil),
            // None: a copy that somebody has S3 make is a difference, too.
            ("ReplicationRules", [], nil),
        ])
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
