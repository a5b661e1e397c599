import AWSClient

/// What of S3 is called, and nothing else. Its permissions have other names than its calls.
enum S3Calls {
    static let list = AWSOperation(
        .s3, "ListBuckets",
        rest: RESTBinding(
            "GET", "/",
            query: [
                "Prefix": "prefix", "BucketRegion": "bucket-region", "MaxBuckets": "max-buckets",
                "ContinuationToken": "continuation-token",
            ]), permission: "ListAllMyBuckets")
    /// S3 says where a bucket is even to whoever it refuses: nothing has to be allowed for this.
    static let head = AWSOperation(.s3, "HeadBucket", rest: RESTBinding("HEAD", "/{Bucket}"))
    static let create = AWSOperation(
        .s3, "CreateBucket",
        rest: RESTBinding(
            "PUT", "/{Bucket}", headers: ["ObjectOwnership": "x-amz-object-ownership"],
            payload: "CreateBucketConfiguration"))
    static let delete = AWSOperation(
        .s3, "DeleteBucket", rest: RESTBinding("DELETE", "/{Bucket}", headers: owner))

    static let tags = get("GetBucketTagging", "tagging")
    static let setTags = put("PutBucketTagging", "tagging", "Tagging")
    static let accessBlock = get(
        "GetPublicAccessBlock", "publicAccessBlock", permission: "GetBucketPublicAccessBlock")
    static let setAccessBlock = put(
        "PutPublicAccessBlock", "publicAccessBlock", "PublicAccessBlockConfiguration",
        permission: "PutBucketPublicAccessBlock")
    static let ownership = get("GetBucketOwnershipControls", "ownershipControls")
    static let setOwnership = put("PutBucketOwnershipControls", "ownershipControls", "OwnershipControls")
    static let encryption = get(
        "GetBucketEncryption", "encryption", permission: "GetEncryptionConfiguration")
    static let setEncryption = put(
        "PutBucketEncryption", "encryption", "ServerSideEncryptionConfiguration",
        permission: "PutEncryptionConfiguration")
    static let versioning = get("GetBucketVersioning", "versioning")
    static let setVersioning = put("PutBucketVersioning", "versioning", "VersioningConfiguration")
    static let lifecycle = get(
        "GetBucketLifecycleConfiguration", "lifecycle", permission: "GetLifecycleConfiguration")
    static let setLifecycle = put(
        "PutBucketLifecycleConfiguration", "lifecycle", "LifecycleConfiguration",
        permission: "PutLifecycleConfiguration")
    static let policy = get("GetBucketPolicy", "policy")
    static let setPolicy = put("PutBucketPolicy", "policy", "Policy")
    static let replication = get(
        "GetBucketReplication", "replication", permission: "GetReplicationConfiguration")
    static let setReplication = put(
        "PutBucketReplication", "replication", "ReplicationConfiguration",
        permission: "PutReplicationConfiguration")
    static let stopReplication = AWSOperation(
        .s3, "DeleteBucketReplication",
        rest: RESTBinding("DELETE", "/{Bucket}?replication", headers: owner),
        permission: "PutReplicationConfiguration")

    /// What has to be allowed.
    static let all = [
        list, create, delete, tags, setTags, accessBlock, setAccessBlock, ownership, setOwnership, encryption,
        setEncryption, versioning, setVersioning, lifecycle, setLifecycle, policy, setPolicy, replication,
        setReplication, stopReplication,
    ]

    /// Whose the bucket has to be: names are shared with all other accounts.
    private static let owner = ["ExpectedBucketOwner": "x-amz-expected-bucket-owner"]

    private static func get(_ name: String, _ part: String, permission: String? = nil) -> AWSOperation {
        AWSOperation(
            .s3, name, rest: RESTBinding("GET", "/{Bucket}?\(part)", headers: owner), permission: permission)
    }

    private static func put(
        _ name: String, _ part: String, _ payload: String, permission: String? = nil
    ) -> AWSOperation {
        var operation = AWSOperation(
            .s3, name, rest: RESTBinding("PUT", "/{Bucket}?\(part)", headers: owner, payload: payload),
            permission: permission)
        operation.needsChecksum = true
        return operation
    }
}
