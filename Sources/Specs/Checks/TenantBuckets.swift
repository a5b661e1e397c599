import Diagnostics

/// A tenant's bucket has a place in AWS, a name that S3 takes, and versions that it can keep.
struct TenantBuckets: FleetCheck {
    /// S3 keeps names that begin so for itself.
    private static let reserved = ["xn--", "sthree-", "amzn-s3-demo-"]

    func findings(in specs: SpecSet) -> [Diagnostic] {
        let asked = specs.tiers.map(\.bucket) + specs.tenants.map(\.bucket)
        var found = asked.compactMap { $0?.versions }.compactMap(tooShort)
        var isReserved = false
        var withoutRole: Set<DNSLabel> = []
        for tenant in specs.tenants where tenant.status.value != .terminated {
            let tier = specs.tier(tenant.tier.value)
            guard let bucket = Bucket(tier?.bucket, changedBy: tenant.bucket),
                let region = specs.region(tenant.region.value)
            else { continue }
            guard let aws = region.aws else {
                found.append(nowhere(tenant, region, asker: tenant.bucket == nil ? tier : nil, specs))
                continue
            }
            guard let platform = specs.platforms.first else { continue }
            let name = aws.bucketName(of: tenant, in: platform)
            var names = [name]
            if bucket.recovery?.value == true, let recovery = region.recovery,
                let place = specs.region(recovery.region.value)?.aws
            {
                names.append(place.bucketName(of: tenant, in: platform))
                if recovery.role == nil, withoutRole.insert(region.name.value).inserted {
                    found.append(noRole(recovery, bucket, specs))
                }
            }
            if let longest = names.max(by: { $0.utf8.count < $1.utf8.count }),
                longest.utf8.count > Diagnostic.longestName
            {
                found.append(.tooLong("bucket", longest, at: tenant.name.origin, "the tenant's name"))
            }
            if let beginning = Self.reserved.first(where: name.hasPrefix), !isReserved {
                isReserved = true
                found.append(reservedName(name, beginning, platform))
            }
        }
        return found
    }

    private func tooShort(_ versions: Sourced<TimeSpan>) -> Diagnostic? {
        guard versions.value.seconds < 86_400 else { return nil }
        return Diagnostic(
            .outOfRange, "\(versions.value.text) is out of range", at: versions.origin,
            label: "expected a day or more", help: "S3 counts in days: write 1d or more")
    }

    private func nowhere(
        _ tenant: Tenant, _ region: Region, asker tier: Tier?, _ specs: SpecSet
    ) -> Diagnostic {
        let name = region.name.value.text
        let who = tier.map { "its tier \($0.name.value.text)" } ?? "it"
        return Diagnostic(
            .bucketNowhere, "the bucket of tenant \(tenant.name.value.text) has no place",
            at: tenant.region.origin, label: "\(who) asks for a bucket, and this region is not in AWS",
            notes: ["Region \(name) at \(specs.place(region.name.origin)) has no aws"],
            help: "say with aws where Region \(name) is in AWS, choose another region, or ask for no bucket")
    }

    private func noRole(_ recovery: Region.Recovery, _ bucket: Bucket, _ specs: SpecSet) -> Diagnostic {
        let place = bucket.recovery.map { " at \(specs.place($0.origin))" } ?? ""
        return Diagnostic(
            .bucketRole, "S3 has no role to copy buckets to \(recovery.region.value) with",
            at: recovery.region.origin, label: "buckets are to be copied there, and no role is named",
            notes: ["copies are asked for\(place)"],
            help: "name it here, as role: arn:aws:iam::…; docs/aws.md says what it has to be allowed")
    }

    private func reservedName(_ name: String, _ beginning: String, _ platform: Platform) -> Diagnostic {
        Diagnostic(
            .bucketName, "S3 takes no bucket that is called \(name)", at: platform.name.origin,
            label: "it would begin with \(beginning)",
            notes: ["every name that is made begins with the platform's"],
            help: "choose another name for the platform")
    }
}
