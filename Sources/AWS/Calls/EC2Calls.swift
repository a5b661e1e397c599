import AWSClient

/// What of EC2 is called, and nothing else.
enum EC2Calls {
    static let describeGroups = AWSOperation(.ec2, "DescribeSecurityGroups")
    static let createGroup = AWSOperation(.ec2, "CreateSecurityGroup", isRepeatable: false)
    static let deleteGroup = AWSOperation(.ec2, "DeleteSecurityGroup", isRepeatable: false)
    static let allowIngress = AWSOperation(.ec2, "AuthorizeSecurityGroupIngress")
    static let allowEgress = AWSOperation(.ec2, "AuthorizeSecurityGroupEgress")
    static let revokeIngress = AWSOperation(.ec2, "RevokeSecurityGroupIngress")
    static let revokeEgress = AWSOperation(.ec2, "RevokeSecurityGroupEgress")
    static let createTags = AWSOperation(.ec2, "CreateTags")

    static let all = [
        describeGroups, createGroup, deleteGroup, allowIngress, allowEgress, revokeIngress, revokeEgress,
        createTags,
    ]
}
