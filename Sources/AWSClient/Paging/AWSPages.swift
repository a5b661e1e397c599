import Core
package import Values

/// The pages of a list, each fetched when it is asked for. Reading throws a `Problem`, or `CancellationError`.
package struct AWSPages: AsyncSequence, Sendable {
    fileprivate let connection: AWSConnection
    fileprivate let operation: AWSOperation
    fileprivate let paging: Paging
    fileprivate let input: Fields
    fileprivate let purpose: String?

    package struct AsyncIterator: AsyncIteratorProtocol {
        private let pages: AWSPages
        private var input: Fields
        private var tokens: Set<String> = []
        private var isOver = false

        fileprivate init(_ pages: AWSPages) {
            self.pages = pages
            input = pages.input
        }

        package mutating func next() async throws -> AWSAnswer? {
            if isOver { return nil }
            let answer = try await pages.connection.send(pages.operation, input, to: pages.purpose)
            guard let token = pages.paging.token(in: answer) else {
                isOver = true
                return answer
            }
            guard tokens.insert(token).inserted else { throw pages.stuck }
            input[pages.paging.input] = .string(token)
            return answer
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }

    /// A service that says the same token twice would be read for ever.
    private var stuck: Problem {
        Problem(
            "aws.paging", "a list of AWS does not come to its end",
            detail:
                "could not \(purpose ?? "call \(operation.name)") (\(operation.action) in \(connection.region)): "
                + "the service gave the same \(paging.output) for two pages",
            help: "try again; see whether the endpoint that is asked is one of AWS", isRetryable: true)
    }
}

extension AWSConnection {
    /// The whole of a list.
    package func pages(
        of operation: AWSOperation, by paging: Paging, _ input: Fields = [:], to purpose: String? = nil
    ) -> AWSPages {
        AWSPages(connection: self, operation: operation, paging: paging, input: input, purpose: purpose)
    }
}

extension AWSPages {
    /// What is listed on all of them.
    package func elements<Element>(_ read: (AWSAnswer) -> [Element]) async throws -> [Element] {
        var elements: [Element] = []
        for try await page in self { elements += read(page) }
        return elements
    }
}
