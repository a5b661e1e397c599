internal import Diagnostics

/// The anchors of one document, and what its aliases would expand to.
struct Anchors {
    struct Target {
        let node: Int
        /// Nodes in it, those that aliases stand for included; nil while it has not ended.
        fileprivate(set) var size: Int?
        /// Of collections in it and itself.
        fileprivate(set) var height = 0
    }

    private var targets: [String: Target] = [:]
    /// How many nodes the aliases so far stand for, in all documents.
    private(set) var expanded = 0

    mutating func forgetAll() {
        if !targets.isEmpty { targets = [:] }
    }

    /// A later anchor of the same name replaces the earlier one.
    mutating func define(_ name: String, at node: Int) { targets[name] = Target(node: node) }

    mutating func complete(_ name: String, node: Int, size: Int, height: Int) {
        guard targets[name]?.node == node else { return }
        targets[name] = Target(node: node, size: size, height: height)
    }

    func target(of name: String, at origin: Origin) throws(Diagnostic) -> Target {
        guard let target = targets[name] else {
            let near = Suggestion.closest(to: name, among: targets.keys)
            throw NodeMistake.unknownAlias(name, suggestion: near).diagnostic(at: origin)
        }
        guard target.size != nil else { throw NodeMistake.recursiveAlias(name).diagnostic(at: origin) }
        return target
    }

    /// Counts what one more alias stands for; false when that is too much.
    mutating func expand(_ target: Target, limit: Int) -> Bool {
        expanded += target.size ?? 0
        return expanded <= limit
    }
}
