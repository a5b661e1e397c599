import Core
import Credentials
import HTTP
import Values

/// One API server as one identity. Copies share its connections.
struct APIServer: Sendable {
    let address: String
    let clients: IdentityClients
    let credentials: CredentialSource
    private let impersonation: [HTTPHeaders.Field]
    private let retries: RetryPolicy
    /// Over a network a tenth of the bytes travels; on one machine, packing only takes time.
    private let asksForCompression: Bool
    /// Of each attempt.
    private let timeout: Duration
    /// Takes the warnings of every answer.
    var warnings = Warnings()

    init(
        _ connection: ClusterConnection, userAgent: String, retries: RetryPolicy,
        timeout: Duration = .seconds(60)
    ) {
        address = connection.server
        clients = IdentityClients(Self.options(connection, userAgent: userAgent))
        credentials = CredentialSource(connection.login)
        impersonation = connection.impersonation?.headers ?? []
        self.retries = retries
        asksForCompression = !connection.isLoopback
        self.timeout = timeout
    }

    static func options(_ connection: ClusterConnection, userAgent: String) -> HTTPClient.Options {
        var options = HTTPClient.Options(tls: connection.tls, userAgent: userAgent)
        // With several requests in flight, libcurl 7.88 now and then leaves HTTP/2 transfers waiting for ten seconds.
        // Kept-alive connections are as fast against an API server, if there are a few.
        options.allowsHTTP2 = false
        options.requestsPerHost = 32
        if let proxy = connection.proxy {
            options.proxy = .address(proxy)
        } else if connection.isLoopback {
            // The environment's proxy could not reach it, and without TLS would get to read the token.
            options.proxy = .none
        }
        return options
    }

    /// Sends a call, again where that is safe and helps.
    ///
    /// - Parameter accepted: statuses that are answers beside 2xx.
    /// - Throws: a `Problem` for every other answer and for none, or `CancellationError`.
    func send(_ call: APICall, accepting accepted: Set<Int> = []) async throws -> HTTPResponse {
        let credential = try await credentials.current()
        var response = try await attempt(call, credential)
        if response.status == 401, let fresh = try await credentials.replacement(for: credential) {
            response = try await attempt(call, fresh)
        }
        warnings.add(response.headers.values("Warning"))
        guard 200..<300 ~= response.status || accepted.contains(response.status) else {
            throw Problem(answer: response, to: call, at: address)
        }
        return response
    }

    /// As `send`, and reads the answer as JSON.
    func tape(_ call: APICall) async throws -> JSONTape { try Self.tape(of: try await send(call), to: call) }

    static func tape(of response: HTTPResponse, to call: APICall) throws(Problem) -> JSONTape {
        do {
            return try JSONTape(response.body)
        } catch {
            throw .unreadable(call, "it is not JSON: \(error)")
        }
    }

    private func attempt(_ call: APICall, _ credential: Credential) async throws -> HTTPResponse {
        do {
            let response = try await clients.client(for: credential).execute(
                request(call, credential), retrying: retries
            ) {
                Status($0.body)?.refusesContent == true
            }
            return response.hiding(credential.token)
        } catch let error as HTTPError {
            throw Problem(noAnswer: error, to: call, at: address)
        }
    }

    func request(_ call: APICall, _ credential: Credential) -> HTTPRequest {
        var request = HTTPRequest(call.method, address + call.target, body: call.body, timeout: timeout)
        request.headers["Accept"] = call.accept
        request.headers["Content-Type"] = call.contentType
        if let token = credential.token { request.headers["Authorization"] = "Bearer \(token.reveal())" }
        for field in impersonation { request.headers.add(field.name, field.value) }
        request.isIdempotent = call.isIdempotent
        request.maxBody = call.maxBody
        request.acceptsCompression = asksForCompression && call.method == "GET"
        return request
    }
}
