/// A part of AWS with accounts and names of its own.
package struct Partition: Sendable, Hashable {
    package let name: String
    /// What the hosts of its services end with.
    let domain: String

    /// By how the region's name begins.
    package init(of region: String) {
        let found = Self.others.first { region.hasPrefix($0.prefix) }
        name = found?.name ?? "aws"
        domain = found?.domain ?? "amazonaws.com"
    }

    private static let others = [
        (prefix: "cn-", name: "aws-cn", domain: "amazonaws.com.cn"),
        (prefix: "us-gov-", name: "aws-us-gov", domain: "amazonaws.com"),
        (prefix: "eusc-", name: "aws-eusc", domain: "amazonaws.eu"),
    ]
}
