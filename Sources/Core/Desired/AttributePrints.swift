package import Values

/// What was stated, attribute by attribute: for each a hash of 24 bits over its path and value, as four characters of
/// a text. The mark carries it, so that later every attribute can be asked whether the specs have changed it since.
///
/// A list whose elements have no keys is one attribute, as it has one owner in the world.
package struct AttributePrints: Sendable {
    /// Each the ASCII of its four characters.
    private let prints: Set<UInt32>

    /// - Parameter text: of a mark; what is not such a text holds nothing.
    package init(_ text: Substring) {
        var prints: Set<UInt32> = []
        var print: UInt32 = 0
        for (place, byte) in text.utf8.enumerated() {
            print = print << 8 | UInt32(byte)
            if place % 4 == 3 { prints.insert(print) }
        }
        self.prints = prints
    }

    /// Whether everything that `body` has at `path` was stated just so.
    package func hold(_ path: FieldPath, of body: Value, _ rule: Comparison) -> Bool {
        guard !prints.isEmpty, let found = Self.place(path.elements[...], body, rule, RunningHash()) else {
            return false
        }
        var holdsAll = true
        Self.visit(found.value, found.rule, found.hash) { holdsAll = holdsAll && prints.contains($0) }
        return holdsAll
    }

    /// The text for everything that `body` states.
    package static func text(of body: Value, _ rule: Comparison) -> String {
        var text: [UInt8] = []
        visit(body, rule, RunningHash()) { print in
            for shift: UInt32 in [24, 16, 8, 0] { text.append(UInt8(truncatingIfNeeded: print >> shift)) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension AttributePrints {
    private static func visit(
        _ value: Value, _ rule: Comparison, _ hash: RunningHash, _ take: (UInt32) -> Void
    ) {
        if case .ignored = rule { return }
        switch (value, rule) {
        case (.object(let members), _) where !members.isEmpty:
            for (key, member) in members { visit(member, rule.member(key), hash.followed(by: key), take) }
        case (.array(let elements), .keyed(let keys, let elementRule)) where value.isKeyed(by: keys):
            for element in elements {
                visit(element, elementRule, hash.followed(by: element.selectors(keys)), take)
            }
        default:
            var hash = hash
            hash.append(value)
            take(print(of: hash.bits))
        }
    }

    /// What is at the path, or the list without keys that it leads through.
    private static func place(
        _ path: ArraySlice<FieldPath.Element>, _ value: Value, _ rule: Comparison, _ hash: RunningHash
    ) -> (value: Value, rule: Comparison, hash: RunningHash)? {
        guard let step = path.first else { return (value, rule, hash) }
        switch (value, rule, step) {
        case (.object(let members), _, .key(let key)):
            guard let member = members[key] else { return nil }
            return place(path.dropFirst(), member, rule.member(key), hash.followed(by: key))
        case (.array, .keyed(let keys, let elementRule), .item(let selectors)) where value.isKeyed(by: keys):
            guard let element = value[at: FieldPath([step])] else { return nil }
            return place(path.dropFirst(), element, elementRule, hash.followed(by: selectors))
        case (.array, _, _): return (value, rule, hash)
        default: return nil
        }
    }

    /// 24 bits as four characters that need no quotes anywhere.
    private static func print(of hash: UInt64) -> UInt32 {
        let bits = hash ^ hash >> 24 ^ hash >> 48
        var print: UInt32 = 0
        for shift: UInt64 in [18, 12, 6, 0] { print = print << 8 | UInt32(alphabet[Int(bits >> shift & 63)]) }
        return print
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}

extension RunningHash {
    fileprivate func followed(by key: String) -> RunningHash {
        var hash = self
        hash.append(UInt8(0x2E))
        hash.append(key)
        return hash
    }

    fileprivate func followed(by selectors: [FieldPath.Selector]) -> RunningHash {
        var hash = self
        for selector in selectors {
            hash.append(UInt8(0x5B))
            hash.append(selector.name)
            hash.append(selector.value)
        }
        return hash
    }
}

extension Value {
    /// Whether each element names at least one of the keys: without one, only their places tell them apart.
    package func isKeyed(by keys: [String]) -> Bool {
        array?.allSatisfy { element in keys.contains { element[key: $0] != nil } } ?? false
    }

    /// The key fields that an element of an associative list has, in the order of `keys`.
    package func selectors(_ keys: [String]) -> [FieldPath.Selector] {
        keys.compactMap { key in self[key: key].map { FieldPath.Selector(key, $0) } }
    }
}
