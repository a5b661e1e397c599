import FaultProxy
import Foundation
import Kubernetes
import Planning
import Reconciliation
import TestSupport
import Testing

/// The process is killed while it applies, and then applies again.
///
/// With `CADASTRE_FAULTS=all` at each request in turn, otherwise at some of them.
@Suite("An apply that is killed and then repeated")
struct KilledApplyTests {
    enum Moment: CaseIterable, Sendable {
        /// The server has not heard of the request.
        case before
        /// The server has done it, and the process does not know.
        case after
    }

    @Test(
        "leaves what an undisturbed one leaves, and deletes nothing else",
        arguments: Beginning.allCases, Moment.allCases)
    func killed(_ beginning: Beginning, _ moment: Moment) async throws {
        let reference = try await Reference.of(beginning)
        let isWhole = ProcessInfo.processInfo.environment["CADASTRE_FAULTS"] == "all"
        let count = isWhole ? reference.requests : 6
        for place in 0..<count {
            // From the first request to the last that every run makes: what controllers do meanwhile can spare it a few.
            let last = isWhole ? reference.requests : reference.requests - 4
            let number = 1 + place * (last - 1) / max(1, count - 1)
            try await LiveFleet.use { try await kill(at: number, moment, beginning, reference, $0) }
        }
    }

    private func kill(
        at number: Int, _ moment: Moment, _ beginning: Beginning, _ reference: Reference,
        _ fleet: LiveFleet
    ) async throws {
        let name = "\(beginning), killed \(moment) request \(number) of \(reference.requests)"
        let prepared = try await fleet.prepare(beginning)
        let victim = Victim()
        let proxy = try fleet.proxy { request in
            guard request.number == number else { return .pass }
            guard moment == .before else { return .lose { victim.kill() } }
            victim.kill()
            return .fail(.reset)
        }
        let process = try CommandProcess(prepared.specs, server: proxy.address)
        victim.process = process
        let killed = try await process.run("apply", "--yes", "--deletion-budget", "100%")
        if proxy.requests.count < number {
            #expect(killed.code == 0, "\(name), which it did not come to: \(killed.output)")
            return try await fleet.expect(reference, prepared, requests: proxy.requests, name)
        }
        #expect(killed.code == -9, "\(name): \(killed.output)")

        let again = try await process.run("apply", "--yes", "--deletion-budget", "100%")
        #expect(again.code == 0, "\(name): \(again.output)")
        try await fleet.expect(reference, prepared, requests: proxy.requests, name)
    }

    private final class Victim: @unchecked Sendable {
        // Set once, before the process is started.
        var process: CommandProcess?
        func kill() { process?.kill() }
    }
}
