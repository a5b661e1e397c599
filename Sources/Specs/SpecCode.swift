import Diagnostics

/// Every code that this module gives, as people see it and as docs/diagnostics.md explains it.
package enum SpecCode: String, CaseIterable, Sendable {
    // Files
    case folderNotFound = "spec.folder-not-found"
    case noFiles = "spec.no-files"
    case unreadable = "spec.unreadable"

    // One document
    case unknownKey = "spec.unknown-key"
    case missingKey = "spec.missing-key"
    case null = "spec.null"
    case wrongType = "spec.wrong-type"
    case outOfRange = "spec.out-of-range"
    case unknownValue = "spec.unknown-value"
    case invalidValue = "spec.invalid-value"
    case invalidKey = "spec.invalid-key"
    case repeatedValue = "spec.repeated-value"

    // Documents together
    case noPlatform = "spec.no-platform"
    case severalPlatforms = "spec.several-platforms"
    case duplicateName = "spec.duplicate-name"
    case duplicateDomain = "spec.duplicate-domain"
    case nameCollision = "spec.name-collision"
    case nameTooLong = "spec.name-too-long"
    case serviceName = "spec.service-name"
    case serverName = "spec.server-name"
    case networkMissing = "spec.network-missing"
    case recoveryMissing = "spec.recovery-missing"
    case unknownName = "spec.unknown-name"
    case unknownJurisdiction = "spec.unknown-jurisdiction"
    case residencyWidened = "spec.residency-widened"
    case workloadMissing = "spec.workload-missing"
    case workloadUnused = "spec.workload-unused"
    case databaseMissing = "spec.database-missing"
    case databaseUnused = "spec.database-unused"
    case quotaTooSmall = "spec.quota-too-small"
    case autoscalingRange = "spec.autoscaling-range"
    case undrainable = "spec.undrainable"
    case volumeNotShared = "spec.volume-not-shared"
    case bucketNowhere = "spec.bucket-nowhere"
    case bucketName = "spec.bucket-name"
    case bucketRole = "spec.bucket-role"
    case storageMaximum = "spec.storage-maximum"
    case backupRetention = "spec.backup-retention"
    case windowsOverlap = "spec.windows-overlap"
    case requestAboveLimit = "spec.request-above-limit"
    case clusterConnection = "spec.cluster-connection"
    case sharedCluster = "spec.shared-cluster"
    case apiUnreachable = "spec.api-unreachable"
    case gatewayCertificates = "spec.gateway-certificates"
    case recoveryTenant = "spec.recovery-tenant"
    case recoveryOfItself = "spec.recovery-of-itself"
    case terminatedDate = "spec.terminated-date"
    case unknownFeature = "spec.unknown-feature"
    case ignorePath = "spec.ignore-path"
    case ignoreRepeated = "spec.ignore-repeated"
}

extension Diagnostic {
    /// An error.
    init(
        _ code: SpecCode, _ summary: String, at origin: Origin? = nil, label: String = "",
        notes: [String] = [],
        help: String? = nil
    ) {
        self.init(.error, code.rawValue, summary, at: origin, label: label, notes: notes, help: help)
    }

    /// Something doubtful.
    static func warning(
        _ code: SpecCode, _ summary: String, at origin: Origin, label: String, notes: [String] = [],
        help: String? = nil
    ) -> Diagnostic {
        Diagnostic(.warning, code.rawValue, summary, at: origin, label: label, notes: notes, help: help)
    }
}
