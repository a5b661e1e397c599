import Diagnostics
import YAML

/// Which key of a mapping is which field.
struct KeyTable: Sendable {
    private let keys: [String]
    private let noun: String

    init(_ fields: [FieldNotation], noun: String) {
        keys = fields.map { $0.isDocumentName ? "" : $0.key }
        self.noun = noun
    }

    typealias Slot = (key: YAMLNode, value: YAMLNode)

    /// The values that a mapping gives to the fields, in the fields' order.
    struct Slots {
        fileprivate var found: [Slot?]
        private var position = 0

        fileprivate init(count: Int) { found = Array(repeating: nil, count: count) }

        mutating func next() -> Slot? {
            defer { position += 1 }
            return found[position]
        }
    }

    /// Reports keys that no field has. Of a key that comes twice, which YAML reports, the first counts.
    func values(of mapping: YAMLNode, _ decoder: inout SpecDecoder) -> Slots {
        var slots = Slots(count: keys.count)
        // People write keys in the order of the reference more often than not: look there first.
        var guess = 0
        var slips: [(index: Int, key: YAMLNode, value: YAMLNode)] = []
        for (key, value) in mapping.entries {
            guard let index = index(of: key.utf8, from: guess) else {
                if let meant = report(key, &decoder) { slips.append((meant, key, value)) }
                continue
            }
            guess = index + 1
            if slots.found[index] == nil { slots.found[index] = (key, value) }
        }
        // A misspelt key stands for the one that was meant, so that this one is not reported as missing too.
        for slip in slips where slots.found[slip.index] == nil {
            slots.found[slip.index] = (slip.key, slip.value)
        }
        return slots
    }

    private func index(of key: ArraySlice<UInt8>, from guess: Int) -> Int? {
        for offset in keys.indices {
            let index = (guess + offset) % keys.count
            let candidate = keys[index].utf8
            if candidate.count == key.count, candidate.elementsEqual(key), !key.isEmpty { return index }
        }
        return nil
    }

    /// - Returns: the field that was probably meant.
    private func report(_ key: YAMLNode, _ decoder: inout SpecDecoder) -> Int? {
        let allowed = keys.filter { !$0.isEmpty }
        let nearest = Suggestion.closest(to: key.text, among: allowed)
        decoder.report(
            Diagnostic(
                .unknownKey, "unknown key \"\(key.text)\"", at: decoder.origin(of: key),
                label: "\(noun) has no key of this name",
                notes: ["allowed here: \(allowed.joined(separator: ", "))"],
                help: nearest.map { "did you mean \"\($0)\"?" }))
        return nearest.flatMap(keys.firstIndex)
    }
}
