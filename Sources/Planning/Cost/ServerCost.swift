import Core
import Values

/// What the price of a database server depends on.
struct ServerTerms: Hashable {
    let databaseClass: String?
    /// In GiB.
    let storage: Int64?
    /// A standby in another zone is a second server with a second disk.
    let servers: Int64

    /// - Parameter spec: of its manifest; `storage` stands in where it says nothing of that, as a replica does not.
    init(_ spec: Value?, storage: Int64? = nil) {
        databaseClass = spec?[key: "DBInstanceClass"]?.string
        self.storage = spec?[key: "AllocatedStorage"]?.int.map { min($0, Self.largest) } ?? storage
        servers = spec?[key: "MultiAZ"] == true ? 2 : 1
    }

    /// Far above any disk, and far from overflow.
    private static let largest: Int64 = 1 << 40
}

extension PriceSheet {
    /// From one server to another, or from or to none.
    func difference(from before: ServerTerms?, to after: ServerTerms?) -> CostDifference {
        var difference = CostDifference()
        if before?.databaseClass != after?.databaseClass || before?.servers != after?.servers {
            let classes = [before, after].compactMap { $0?.databaseClass }
            let unknown = classes.filter { databaseClasses[$0] == nil }
            unknown.forEach { difference.leaveOut($0) }
            if unknown.isEmpty { difference.add(server(after) - server(before)) }
        }
        if before?.storage != after?.storage || before?.servers != after?.servers {
            let isKnown = [before, after].compactMap(\.self).allSatisfy { $0.storage != nil }
            if let storagePerGiB, isKnown {
                difference.add(storagePerGiB * (Self.disks(after) - Self.disks(before)))
            } else {
                difference.leaveOut("storage")
            }
        }
        return difference
    }

    private func server(_ terms: ServerTerms?) -> Money {
        guard let terms, let price = terms.databaseClass.flatMap({ databaseClasses[$0] }) else {
            return .zero
        }
        return price * terms.servers
    }

    /// In GiB, of all of its servers.
    private static func disks(_ terms: ServerTerms?) -> Int64 {
        (terms?.storage ?? 0) * (terms?.servers ?? 0)
    }
}
