import Core
import Values

/// The rules by which S3 copies a bucket. The blueprint calls the other bucket by its name, and the key there by its region
/// and its name.
enum BucketCopying {
    private static let bucket: FieldPath = "Destination.Bucket"
    private static let key: FieldPath = "Destination.EncryptionConfiguration.ReplicaKmsKeyID"

    /// In the blueprint's form, given S3's.
    static func stated(_ rule: Value, _ api: RegionAPI) -> Value {
        var rule = rule
        if let arn = rule[at: bucket]?.string {
            rule = rule.replacing(bucket, with: .string(api.bucketName(arn)))
        }
        if let arn = rule[at: key]?.string, let place = AWSPlace(arn: arn),
            let name = arn.split(separator: "/").last
        {
            rule = rule.replacing(key, with: .string("\(place.region)/\(name)"))
        }
        return rule
    }

    /// In S3's form, given the blueprint's.
    static func sent(_ rule: Value, _ api: RegionAPI) -> Value {
        var rule = rule.ofAllFiles
        if let name = rule[at: bucket]?.string {
            rule = rule.replacing(bucket, with: .string(api.bucketARN(name)))
        }
        // By its alias: what identifier a key has in another region is not known here.
        if let parts = rule[at: key]?.string?.split(separator: "/"), parts.count == 2 {
            let arn = api.arn("kms", "alias/\(parts[1])").replacing(":\(api.region):", with: ":\(parts[0]):")
            rule = rule.replacing(key, with: .string(arn))
        }
        return rule
    }
}
