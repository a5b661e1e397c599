/// The shape of a bucket for a tenant's files. A tenant may override each of its tier's.
package struct Bucket: Sendable {
    /// For how long a file can be had back that was replaced or deleted.
    package var versions: Sourced<TimeSpan>?
    /// Copies go to the recovery region.
    package var recovery: Sourced<Bool>?

    /// In days, where the specs do not say.
    package static let usualVersions: Int64 = 30

    /// A tenant's own words over its tier's; nil where neither asks for a bucket.
    package init?(_ base: Bucket?, changedBy own: Bucket?) {
        guard base != nil || own != nil else { return nil }
        versions = own?.versions ?? base?.versions
        recovery = own?.recovery ?? base?.recovery
    }

    init(versions: Sourced<TimeSpan>?, recovery: Sourced<Bool>?) {
        self.versions = versions
        self.recovery = recovery
    }
}

extension Bucket: Shaped {
    static let shape = Shape(
        "a bucket",
        "A bucket of S3 for a tenant's files: encrypted with the tenant's key, reached over TLS alone, closed to the public."
    ) {
        Field(
            "versions", TimeSpan.self,
            "For how long a file can be had back that was replaced or deleted; 30 days where absent."
        ).optional
        Field("recovery", .flag, "Copies of all files go to a bucket in the recovery region.").optional
    } make: {
        Bucket(versions: $0, recovery: $1)
    }
}

extension Region.AWS {
    /// What a tenant's bucket is called here. All accounts of AWS share their buckets' names: that of the account makes it
    /// the fleet's own, and that of the region tells a copy from what it is a copy of.
    package func bucketName(of tenant: Tenant, in platform: Platform) -> String {
        "\(platform.name.value.text)-\(tenant.name.value.text)-\(account.value.text)-\(region.value)"
    }
}
