package import Core

/// An object as a person names it: `Deployment parking-tenant-nordwind/parking-app`, `deployment/parking-app`.
package struct ObjectQuery: Hashable, Sendable {
    /// Nil: of any kind.
    package let kind: String?
    package let namespace: String?
    package let name: String
    package let region: String?

    /// - Parameters:
    ///   - words: kind and [namespace/]name, or both in one word with a slash between them.
    ///   - namespace: where `words` does not name it.
    /// - Returns: nil where the words name no object.
    package init?(_ words: [String], namespace: String?, region: String?, kinds: [Kind]) {
        var parts = words.flatMap {
            $0.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        }
        guard (1...2).contains(words.count), (2...3).contains(parts.count), let name = parts.popLast(),
            !name.isEmpty
        else { return nil }
        let kind = parts.first.flatMap { text in kinds.first { $0.isCalled(text) } }
        if kind != nil { parts.removeFirst() }
        // The first of two words is a kind, or it is misspelt.
        if kind == nil, words.count == 2 || parts.count > 1 { return nil }
        self.kind = kind?.name
        self.namespace = parts.first ?? namespace
        self.name = name
        self.region = region
    }

    package func matches(_ id: ObjectID) -> Bool {
        id.name == name && kind.map { $0 == id.kind } ?? true && namespace.map { $0 == id.namespace } ?? true
            && region.map { $0 == id.scope.region } ?? true
    }
}

extension Kind {
    /// In any case, in singular or plural, as kubectl takes it.
    fileprivate func isCalled(_ text: String) -> Bool {
        let (text, name) = (text.lowercased(), name.lowercased())
        if text == name || text == name + "s" || text == name + "es" { return true }
        return name.hasSuffix("y") && text == name.dropLast() + "ies"
    }
}
