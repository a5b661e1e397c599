import AWSClient

/// What of RDS is called, and nothing else.
enum RDSCalls {
    static let describeInstances = AWSOperation(.rds, "DescribeDBInstances")
    static let createInstance = AWSOperation(.rds, "CreateDBInstance", isRepeatable: false)
    static let createReplica = AWSOperation(.rds, "CreateDBInstanceReadReplica", isRepeatable: false)
    static let modifyInstance = AWSOperation(.rds, "ModifyDBInstance")
    static let deleteInstance = AWSOperation(.rds, "DeleteDBInstance", isRepeatable: false)

    static let describeSnapshots = AWSOperation(.rds, "DescribeDBSnapshots")
    static let createSnapshot = AWSOperation(.rds, "CreateDBSnapshot", isRepeatable: false)

    static let describeSubnetGroups = AWSOperation(.rds, "DescribeDBSubnetGroups")
    static let createSubnetGroup = AWSOperation(.rds, "CreateDBSubnetGroup", isRepeatable: false)
    static let modifySubnetGroup = AWSOperation(.rds, "ModifyDBSubnetGroup")
    static let deleteSubnetGroup = AWSOperation(.rds, "DeleteDBSubnetGroup", isRepeatable: false)

    static let describeParameterGroups = AWSOperation(.rds, "DescribeDBParameterGroups")
    static let describeParameters = AWSOperation(.rds, "DescribeDBParameters")
    static let createParameterGroup = AWSOperation(.rds, "CreateDBParameterGroup", isRepeatable: false)
    static let modifyParameterGroup = AWSOperation(.rds, "ModifyDBParameterGroup")
    static let deleteParameterGroup = AWSOperation(.rds, "DeleteDBParameterGroup", isRepeatable: false)

    static let describeBackups = AWSOperation(.rds, "DescribeDBInstanceAutomatedBackups")
    static let startReplication = AWSOperation(
        .rds, "StartDBInstanceAutomatedBackupsReplication", isRepeatable: false)
    static let stopReplication = AWSOperation(
        .rds, "StopDBInstanceAutomatedBackupsReplication", isRepeatable: false)

    static let addTags = AWSOperation(.rds, "AddTagsToResource")
    static let listTags = AWSOperation(.rds, "ListTagsForResource")

    static let all = [
        describeInstances, createInstance, createReplica, modifyInstance, deleteInstance, describeSnapshots,
        createSnapshot, describeSubnetGroups, createSubnetGroup, modifySubnetGroup, deleteSubnetGroup,
        describeParameterGroups, describeParameters, createParameterGroup, modifyParameterGroup,
        deleteParameterGroup, describeBackups, startReplication, stopReplication, addTags, listTags,
    ]
}
