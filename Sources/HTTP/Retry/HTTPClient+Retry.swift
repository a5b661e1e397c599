import Glibc

extension HTTPClient {
    /// As `execute`, repeated as the policy says and as long as the host's retry budget lasts.
    ///
    /// The request's timeout is for each attempt. When nothing is left to try, the last answer or error is
    /// passed on. Throws `HTTPError`, or `CancellationError` when the task is cancelled, during the waiting too.
    ///
    /// - Parameter isFinal: says of an answer whose status is retried that another attempt would only get the same.
    package func execute(
        _ request: HTTPRequest, retrying policy: RetryPolicy,
        unless isFinal: (HTTPResponse) -> Bool = { _ in false }
    ) async throws -> HTTPResponse {
        let authority = try request.validated()
        var attempt = 1
        while true {
            let result = try await attemptOnce(request)
            let decision = policy.decideNow(
                result.outcome, isIdempotent: request.isIdempotent, attempt: attempt)
            guard case .retry(let delay) = decision else { return try result.get() }
            if case .success(let response) = result, isFinal(response) { return response }
            guard budgets.spend(authority) else { return try result.get() }
            try await Task.sleep(for: delay)
            attempt += 1
        }
    }

    private func attemptOnce(_ request: HTTPRequest) async throws -> Result<HTTPResponse, HTTPError> {
        do {
            return .success(try await execute(request))
        } catch let error as HTTPError {
            return .failure(error)
        }
    }
}

extension RetryPolicy {
    fileprivate func decideNow(_ outcome: Outcome, isIdempotent: Bool, attempt: Int) -> Decision {
        var random = SystemRandomNumberGenerator()
        return decide(outcome, isIdempotent: isIdempotent, attempt: attempt, now: time(nil), using: &random)
    }
}

extension Result<HTTPResponse, HTTPError> {
    fileprivate var outcome: RetryPolicy.Outcome {
        switch self {
        case .success(let response): .response(response.head)
        case .failure(let error): .failure(error)
        }
    }
}
