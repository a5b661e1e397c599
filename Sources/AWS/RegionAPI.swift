import AWSClient
import Core
import Values

/// The services of one region and account, and what has been learnt of it so far.
struct RegionAPI: Sendable {
    let scope: Scope
    let connection: AWSConnection
    let account: String
    /// The scopes of the fleet, by region and account of AWS.
    let places: [AWSPlace: Scope]
    let now: @Sendable () -> Timestamp
    let book = NameBook()
    let restarts = Restarts()
    let newKeys = NewKeys()

    /// What identifiers are called here.
    func names() async throws -> Names { try await book.current(self) }

    var region: String { connection.region }

    func arn(_ service: String, _ resource: String) -> String {
        "arn:\(Partition(of: region).name):\(service):\(region):\(account):\(resource)"
    }

    /// How many requests of one kind of look are under way at once.
    static let inFlight = 32

    @discardableResult
    func send(_ operation: AWSOperation, _ input: Fields = [:], to purpose: String) async throws -> AWSAnswer
    {
        try await connection.send(operation, input, to: purpose)
    }

    /// Nil where AWS says that there is no such object.
    func find(_ operation: AWSOperation, _ input: Fields, to purpose: String) async throws -> AWSAnswer? {
        switch try await connection.result(of: operation, input, to: purpose) {
        case .success(let answer): return answer
        case .failure(let error) where error.isNotFound: return nil
        case .failure(let error): throw error.problem
        }
    }

    /// Every element of a list that comes in pages.
    func list<Element>(
        _ operation: AWSOperation, by paging: Paging, _ input: Fields = [:], to purpose: String,
        _ read: (AWSAnswer) -> [Element]
    ) async throws -> [Element] {
        try await connection.pages(of: operation, by: paging, input, to: purpose).elements(read)
    }

    /// Of RDS, which pages all of its lists alike.
    func pages(
        _ operation: AWSOperation, _ list: String, _ input: Fields = [:], to purpose: String
    ) async throws -> [XMLNode] {
        var input = input
        input["MaxRecords"] = 100
        return try await self.list(operation, by: Paging("Marker"), input, to: purpose) { $0.xml.list(list) }
    }
}

/// What AWS calls a place: a region in an account.
package struct AWSPlace: Hashable, Sendable {
    package let account: String
    package let region: String

    package init(account: String, region: String) {
        self.account = account
        self.region = region
    }

    /// Of an ARN such as `arn:aws:rds:eu-west-1:111122223333:db:parking`; nil of anything else.
    init?(arn: String) {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 6, parts[0] == "arn" else { return nil }
        self.init(account: String(parts[4]), region: String(parts[3]))
    }
}
