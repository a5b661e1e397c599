import Values

/// A change of a server's disk, with what AWS wants to hear besides.
///
/// A gp3 disk of a certain size has four times the speed without asking; but nobody may make it as large, or larger, without
/// naming size and speed together. Below that size, naming the speed is what is refused.
struct DiskRequest {
    /// Of `spec`: who changes one of these changes the disk.
    static let members: Set<String> = ["AllocatedStorage", "StorageType"]

    /// In GiB, for PostgreSQL.
    private static let stripedFrom: Int64 = 400
    /// What such a disk has at least: operations a second, and MiB a second.
    private static let least: (iops: Int64, throughput: Int64) = (12_000, 500)

    private let type: String?
    private let size: Int64
    private let present: DBInstanceState

    /// - Parameter present: the server as it is, and as it will be once its maintenance window has passed.
    init(_ asked: Fields, present: DBInstanceState) {
        type = asked["StorageType"]?.string ?? present.storageType
        size = asked["AllocatedStorage"]?.int ?? present.size ?? 0
        self.present = present
    }

    func complete(_ input: inout Fields) {
        guard type == "gp3", size >= Self.stripedFrom else { return }
        input["AllocatedStorage"] = .int(size)
        input["Iops"] = .int(max(present.iops ?? 0, Self.least.iops))
        input["StorageThroughput"] = .int(max(present.throughput ?? 0, Self.least.throughput))
    }
}
