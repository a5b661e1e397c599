package import Core
import HTTP
package import Values

/// The services of one region as one identity. Copies share connections, credentials and the quota of retries.
package struct AWSConnection: Sendable {
    package let region: String
    let credentials: CredentialKeeper
    let endpoints: AWSEndpoints
    let transport: AWSTransport
    var retries = AWSRetryPolicy()
    /// Of each attempt.
    var timeout: Duration = .seconds(60)
    /// What of the input must not be shown when it is said back.
    let hidden: Secret?
    private let quota = RetryQuota()

    /// - Throws: `aws.region-name` for text that is no name of a region: it becomes part of the servers' names.
    package init(
        region: String, credentials: CredentialKeeper, endpoints: AWSEndpoints, over transport: AWSTransport,
        hiding secret: Secret? = nil
    ) throws(Problem) {
        guard RegionName.isValid(region) else { throw RegionName.problem(region) }
        self.region = region
        self.credentials = credentials
        self.endpoints = endpoints
        self.transport = transport
        hidden = secret
    }

    /// Sends an operation, again where that is safe and helps.
    ///
    /// - Parameter purpose: completes "could not …", such as `create DBInstance parking-acme`.
    /// - Throws: a `Problem` for every refusal and for no answer, or `CancellationError`.
    package func send(
        _ operation: AWSOperation, _ input: Fields = [:], to purpose: String? = nil
    ) async throws -> AWSAnswer {
        switch try await result(of: operation, input, to: purpose) {
        case .success(let answer): return answer
        case .failure(let error): throw error.problem
        }
    }

    /// As `send`; a refusal is given back, to be looked at.
    package func result(
        of operation: AWSOperation, _ input: Fields = [:], to purpose: String? = nil
    ) async throws -> Result<AWSAnswer, AWSError> {
        var call = try AWSCall(operation, input, to: purpose, on: self)
        var attempt = 1
        var spent: Int?
        while true {
            let outcome = try await call.attempt()
            if case .answered(let answer) = outcome {
                quota.succeeded(having: spent)
                return .success(answer)
            }
            // Neither of these counts as an attempt: what was asked has not been looked at.
            if call.correctClock(after: outcome) { continue }
            if try await call.renewCredentials(after: outcome) { continue }
            guard let retry = decide(outcome, operation, attempt), quota.spend(retry.cost) else {
                return .failure(try call.refusal(in: outcome, after: attempt))
            }
            spent = retry.cost
            try await transport.timing.sleep(retry.delay)
            attempt += 1
        }
    }

    private func decide(
        _ outcome: AWSCall.Outcome, _ operation: AWSOperation, _ attempt: Int
    ) -> (delay: Duration, cost: Int)? {
        var chance = Chance(timing: transport.timing)
        let decision = retries.decide(
            outcome, isRepeatable: operation.isRepeatable, attempt: attempt,
            now: Int(transport.serverTime.seconds), using: &chance)
        guard case .retry(let delay, let cost) = decision else { return nil }
        return (delay, cost)
    }
}

/// Names of regions, as they stand in the names of servers.
enum RegionName {
    static func isValid(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 63 && text.first != "-" && text.last != "-"
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
            }
    }

    static func problem(_ text: String) -> Problem {
        Problem(
            "aws.region-name", "that is no name of an AWS region",
            detail: "'\(text)' has other characters than small letters, digits and dashes",
            help: "name a region such as eu-west-1")
    }
}
