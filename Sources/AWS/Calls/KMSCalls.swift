import AWSClient

/// What of KMS is called, and nothing else.
enum KMSCalls {
    static let listAliases = AWSOperation(.kms, "ListAliases")
    static let describeKey = AWSOperation(.kms, "DescribeKey")
    static let listTags = AWSOperation(.kms, "ListResourceTags")
    static let rotationStatus = AWSOperation(.kms, "GetKeyRotationStatus")
    static let createKey = AWSOperation(.kms, "CreateKey", isRepeatable: false)
    static let createAlias = AWSOperation(.kms, "CreateAlias")
    static let enableRotation = AWSOperation(.kms, "EnableKeyRotation")
    static let disableRotation = AWSOperation(.kms, "DisableKeyRotation")
    static let describe = AWSOperation(.kms, "UpdateKeyDescription")
    static let tag = AWSOperation(.kms, "TagResource")
    static let scheduleDeletion = AWSOperation(.kms, "ScheduleKeyDeletion")
    static let enable = AWSOperation(.kms, "EnableKey")
    static let findByTag = AWSOperation(.tagging, "GetResources")

    static let all = [
        listAliases, describeKey, listTags, rotationStatus, createKey, createAlias,
        enableRotation,
        disableRotation, describe, tag, scheduleDeletion, enable, findByTag,
    ]
}
