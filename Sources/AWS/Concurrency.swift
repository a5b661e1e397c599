/// Transforms the elements concurrently, within the bound of requests to one service; the results come in no order.
func concurrently<Element: Sendable, Result: Sendable>(
    _ elements: some Collection<Element> & Sendable,
    _ transform: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { tasks in
        var rest = elements.makeIterator()
        for element in elements.prefix(16) {
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
