import Core
import LoopbackServer
import TestSupport
import Testing
import Values

@testable import AWSClient

@Suite struct PagingTests {
    private static let describe = AWSOperation(.rds, "DescribeDBInstances")

    /// Three pages.
    private static func page(_ request: LoopbackServer.Received) -> LoopbackServer.Step {
        let number = request.body.contains("Marker=m2") ? 3 : request.body.contains("Marker=m1") ? 2 : 1
        let marker = number < 3 ? "<Marker>m\(number)</Marker>" : number == 3 ? "<Marker/>" : ""
        return Answers.query("DescribeDBInstances", "<N>\(number)</N>\(marker)")
    }

    @Test func `Every page comes once and in order, with what was asked for`() async throws {
        let server = try LoopbackServer { [Self.page($0)] }
        var numbers: [Int64?] = []
        let pages = try AWSConnection.local(server).pages(
            of: Self.describe, by: Paging("Marker"), ["MaxRecords": 100])
        for try await page in pages { numbers.append(page.xml.int("N")) }
        #expect(numbers == [1, 2, 3])
        #expect(server.received.allSatisfy { $0.body.contains("MaxRecords=100") })
        #expect(server.received.count == 3)
    }

    @Test func `A page is not fetched before it is asked for`() async throws {
        let server = try LoopbackServer { [Self.page($0)] }
        for try await _ in try AWSConnection.local(server).pages(of: Self.describe, by: Paging("Marker")) {
            break
        }
        #expect(server.received.count == 1)
    }

    @Test func `A token is only one where the answer says that there is more`() async throws {
        let server = try LoopbackServer { request in
            [answer(200, #"{"NextMarker":"m\#(request.number)","Truncated":\#(request.number < 1)}"#)]
        }
        var count = 0
        let paging = Paging("Marker", from: "NextMarker", while: "Truncated")
        for try await _ in try AWSConnection.local(server).pages(
            of: AWSOperation(.kms, "ListKeys"), by: paging)
        {
            count += 1
        }
        #expect(count == 2)
    }

    @Test func `A service that repeats itself is not read for ever`() async throws {
        let server = try LoopbackServer { _ in [Answers.query("DescribeDBInstances", "<Marker>same</Marker>")]
        }
        let pages = try AWSConnection.local(server).pages(
            of: Self.describe, by: Paging("Marker"), to: "list DBInstances")
        let problem = await #expect(throws: Problem.self) { for try await _ in pages {} }
        #expect(server.received.count == 2)
        expectGolden(problem?.text ?? "", at: "Cases/problem/aws.paging.txt")
    }
}
