extension AWSService {
    package static let sts = AWSService(
        "STS", id: "sts", version: "2011-06-15", wire: .query)

    package static let rds = AWSService(
        "RDS", id: "rds", version: "2014-10-31", wire: .query,
        elements: [
            "AvailabilityZones": "AvailabilityZone", "Filters": "Filter", "Parameters": "Parameter",
            "ProcessorFeatures": "ProcessorFeature", "SubnetIds": "SubnetIdentifier",
            "TagSpecifications": "item",
            "Tags": "Tag", "Values": "Value", "ValuesToAdd": "AttributeValue",
            "ValuesToRemove": "AttributeValue", "VpcSecurityGroupIds": "VpcSecurityGroupId",
        ])

    package static let ec2 = AWSService("EC2", id: "ec2", version: "2016-11-15", wire: .ec2)

    package static let kms = AWSService(
        "KMS", id: "kms", version: "2014-11-01", wire: .json(version: "1.1", target: "TrentService"))

    package static let secretsManager = AWSService(
        "Secrets Manager", id: "secrets_manager", host: "secretsmanager", version: "2017-10-17",
        wire: .json(version: "1.1", target: "secretsmanager"))

    package static let s3 = AWSService(
        "S3", id: "s3", version: "2006-03-01",
        wire: .restXML(namespace: "http://s3.amazonaws.com/doc/2006-03-01/"))

    /// The Resource Groups Tagging API.
    package static let tagging = AWSService(
        "the tagging API", id: "resource_groups_tagging_api", host: "tagging", actionPrefix: "tag",
        version: "2017-01-26", wire: .json(version: "1.1", target: "ResourceGroupsTaggingAPI_20170126"))

    package static let eks = AWSService("EKS", id: "eks", version: "2017-11-01", wire: .restJSON)

    /// The portal that hands out credentials to who has signed in.
    static let ssoPortal = AWSService(
        "SSO", id: "sso", host: "portal.sso", signingName: "awsssoportal", actionPrefix: "sso",
        version: "2019-06-10", wire: .restJSON)
}
