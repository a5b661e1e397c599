/// A set that remembers at least the last `limit` elements, and never more than twice as many.
struct RecentSet<Element: Hashable & Sendable>: Sendable {
    private let limit: Int
    private var newer: Set<Element> = []
    private var older: Set<Element> = []

    init(limit: Int) { self.limit = limit }

    func contains(_ element: Element) -> Bool { newer.contains(element) || older.contains(element) }

    /// False when it is remembered already.
    @discardableResult
    mutating func insert(_ element: Element) -> Bool {
        guard !contains(element) else { return false }
        if newer.count >= limit {
            older = newer
            newer = []
        }
        newer.insert(element)
        return true
    }
}
