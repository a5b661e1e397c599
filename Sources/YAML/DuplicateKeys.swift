package import Diagnostics

extension YAMLTree {
    /// `yaml.duplicate-key` for every key that its mapping has already, mapping by mapping.
    ///
    /// Keys are equal when their texts are, however they are quoted. Linear in the size of the file.
    package func duplicateKeys() -> [Diagnostic] {
        var found: [Diagnostic] = []
        let isASCII = storage.text.allSatisfy { $0 < 0x80 }
        var keys: [Int] = []
        for index in storage.nodes.indices where storage.nodes[index].kind == .mapping {
            if storage.nodes[index].place <= 2 * Self.fewKeys {
                compareKeys(of: index, with: &keys, isASCII: isASCII, into: &found)
            } else {
                hashKeys(of: index, into: &found)
            }
        }
        return found
    }

    /// Up to so many keys, comparing each with each is faster than hashing them.
    private static let fewKeys: UInt32 = 16

    /// - Parameter keys: room for the mapping's keys, so that it is made once for a file.
    private func compareKeys(
        of mapping: Int, with keys: inout [Int], isASCII: Bool, into found: inout [Diagnostic]
    ) {
        keys.removeAll(keepingCapacity: true)
        forEachKey(of: mapping) { key in
            if let first = keys.first(where: { isSameKey($0, key, isASCII: isASCII) }) {
                found.append(duplicate(key, of: first))
            } else {
                keys.append(key)
            }
        }
    }

    private func hashKeys(of mapping: Int, into found: inout [Diagnostic]) {
        var keys: [String: Int] = [:]
        forEachKey(of: mapping) { key in
            if let first = keys.updateValue(key, forKey: text(of: key)) {
                keys[text(of: key)] = first
                found.append(duplicate(key, of: first))
            }
        }
    }

    private func forEachKey(of mapping: Int, _ body: (Int) -> Void) {
        var key = mapping + 1
        let end = storage.end(of: mapping)
        while key < end {
            body(key)
            key = storage.end(of: storage.end(of: key))
        }
    }

    /// As strings compare, so that two spellings of one accented letter are one key, as in whatever reads them.
    private func isSameKey(_ left: Int, _ right: Int, isASCII: Bool) -> Bool {
        let (left, right) = (storage.resolved(left), storage.resolved(right))
        if storage.isSameText(left, right) { return true }
        return !isASCII && text(of: left) == text(of: right)
    }

    private func text(of key: Int) -> String {
        String(decoding: storage.text(of: storage.resolved(key)), as: UTF8.self)
    }

    private func duplicate(_ key: Int, of first: Int) -> Diagnostic {
        Diagnostic(
            .error, "yaml.duplicate-key", "duplicate key \"\(text(of: key))\"", at: storage.origin(of: key),
            label: "this key is in the mapping already",
            notes: ["the first one is in line \(storage.origin(of: first).line)"],
            help: "keep one of the two")
    }
}
