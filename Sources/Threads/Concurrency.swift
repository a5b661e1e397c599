/// Transforms the elements concurrently, at most `limit` at a time; the results come in no order.
package func concurrently<Element: Sendable, Result: Sendable>(
    _ elements: some Collection<Element> & Sendable, atMost limit: Int,
    _ transform: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { tasks in
        var rest = elements.makeIterator()
        for element in elements.prefix(limit) {
            _ = rest.next()
            tasks.addTask { try await transform(element) }
        }
        var results: [Result] = []
        while let result = try await tasks.next() {
            results.append(result)
            if let element = rest.next() { tasks.addTask { try await transform(element) } }
        }
        return results
    }
}
