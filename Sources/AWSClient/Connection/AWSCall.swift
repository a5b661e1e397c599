import Core
import Credentials
import HTTP
import Values

/// One operation on its way, from the first attempt to the last.
struct AWSCall {
    enum Outcome: Sendable {
        case answered(AWSAnswer)
        case refused(AWSError, HTTPHead)
        /// An answer that cannot be read, and why.
        case garbled(String)
        case failed(HTTPError)
    }

    private let operation: AWSOperation
    private let purpose: String
    private let connection: AWSConnection
    private let endpoint: AWSEndpoint
    private let request: UnsignedRequest
    private let signer: Signer
    private var credentials: AWSCredentials?
    /// How often other credentials were had because these had expired: many calls share those that are good for few.
    private var renewals = 0
    private var hasCorrectedClock = false

    /// - Throws: `aws.request` for an input that does not say where it goes.
    init(
        _ operation: AWSOperation, _ input: Fields, to purpose: String?, on connection: AWSConnection
    ) throws(Problem) {
        self.operation = operation
        self.purpose = purpose ?? "call \(operation.name)"
        self.connection = connection
        var input = input
        if let member = operation.tokenMember, input[member] == nil {
            input[member] = .string(connection.transport.timing.token())
        }
        let service = operation.service
        let bucket = service.id == AWSService.s3.id ? input["Bucket"]?.string : nil
        endpoint = connection.endpoints.endpoint(of: service, in: connection.region, bucket: bucket)
        guard let request = operation.request(input, to: endpoint) else {
            throw .unsendable(
                operation, for: self.purpose, "a member that stands in the request's path is missing")
        }
        self.request = request
        signer = Signer(
            service: service.signingName, region: connection.region,
            rules: service.id == AWSService.s3.id ? .s3 : .usual)
    }

    /// - Throws: a `Problem` when there are no credentials, or `CancellationError`.
    mutating func attempt() async throws -> Outcome {
        if operation.isSigned, credentials == nil { credentials = try await connection.credentials.current() }
        var sent = signed()
        sent.timeout = connection.timeout
        sent.acceptsCompression = !endpoint.isLoopback
        sent.onNewConnection = !operation.isRepeatable
        do {
            let response = try await connection.transport.client(isInside: endpoint.isLoopback).execute(sent)
                .hiding(credentials?.sessionToken).hiding(credentials?.secretAccessKey).hiding(
                    connection.hidden)
            return read(response)
        } catch let error as HTTPError {
            return .failed(error)
        }
    }

    private func signed() -> HTTPRequest {
        guard let credentials else {
            return HTTPRequest(
                request.method, request.url(query: request.query.canonical), headers: request.headers,
                body: request.body)
        }
        return signer.sign(request, as: credentials, at: connection.transport.serverTime)
    }

    private func read(_ response: HTTPResponse) -> Outcome {
        guard 200..<300 ~= response.status else {
            let error = AWSError(
                response, to: operation, for: purpose, in: connection.region, at: request.host)
            return .refused(error, response.head)
        }
        do throws(AWSAnswer.Unreadable) {
            return .answered(try AWSAnswer(response, to: operation))
        } catch {
            return .garbled(error.why)
        }
    }
}

// MARK: - What another attempt may mend

extension AWSCall {
    /// Whether a wrong clock was behind it, and is corrected now.
    mutating func correctClock(after outcome: Outcome) -> Bool {
        guard !hasCorrectedClock, case .refused(let error, let head) = outcome,
            ErrorCodes.maybeClock.contains(error.code)
        else { return false }
        hasCorrectedClock = true
        return connection.transport.correctClock(by: head)
    }

    private static let mostRenewals = 5

    /// Whether the credentials had expired, and there are others now.
    mutating func renewCredentials(after outcome: Outcome) async throws -> Bool {
        guard renewals < Self.mostRenewals, let refused = credentials, case .refused(let error, _) = outcome,
            ErrorCodes.expired.contains(error.code)
        else { return false }
        renewals += 1
        guard let fresh = try await connection.credentials.replacement(for: refused) else { return false }
        credentials = fresh
        return true
    }

    /// What is left to say when nothing more is tried.
    func refusal(in outcome: Outcome, after attempts: Int) throws(Problem) -> AWSError {
        switch outcome {
        case .refused(var error, _):
            error.attempts = attempts
            return error
        case .failed(let error):
            throw Problem(noAnswer: error, from: request.host, to: operation, for: purpose)
        case .garbled(let why): throw .unreadable(operation, for: purpose, at: request.host, why)
        case .answered:
            throw .unsendable(operation, for: purpose, "its answer was taken for a refusal")
        }
    }
}
