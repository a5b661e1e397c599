import Diagnostics
import YAML

/// Which key of a mapping is which field.
struct KeyTable: Sendable {
    /// Empty for what is no key of the mapping.
    private let keys: [String]
    private let bytes: [[UInt8]]
    private let noun: String

    init(_ fields: [FieldNotation], noun: String) {
        keys = fields.map { $0.isDocumentName ? "" : $0.key }
        bytes = keys.map { $0.isEmpty ? Self.noKey : Array($0.utf8) }
        self.noun = noun
    }

    /// What no key can be: it is not UTF-8.
    private static let noKey: [UInt8] = [0xFF]

    /// The values that a mapping gives to the fields, in the fields' order.
    struct Slots {
        private let entries: YAMLEntries
        /// As many as a `Shape` can have fields; without an array none is made for each mapping.
        private var found: InlineArray<16, YAMLEntries.Place?>
        private var position = 0

        fileprivate init(_ mapping: YAMLNode) {
            entries = mapping.entries
            found = InlineArray(repeating: nil)
        }

        /// Of a key that comes twice, which YAML reports, the first counts.
        fileprivate mutating func fill(_ index: Int, with place: YAMLEntries.Place) {
            if found[index] == nil { found[index] = place }
        }

        /// Decodes the next field, from nil where the mapping has no such key.
        mutating func next<Output>(_ field: Field<Output>, _ decoder: inout SpecDecoder) -> Output? {
            let place = found[position]
            position += 1
            guard let place else { return field.decode(nil, &decoder) }
            let outer = decoder.key
            decoder.key = decoder.origin(ofKeyAt: place, in: entries)
            defer { decoder.key = outer }
            return field.decode(entries.value(at: place), &decoder)
        }
    }

    /// Reports keys that no field has.
    func values(of mapping: YAMLNode, _ decoder: inout SpecDecoder) -> Slots {
        var slots = Slots(mapping)
        // People write keys in the order of the reference more often than not: look there first.
        var guess = 0
        var slips: [(index: Int, place: YAMLEntries.Place)] = []
        var entries = mapping.entries
        while let place = entries.nextPlace() {
            if let index = index(ofKeyAt: place, in: entries, from: guess) {
                guess = index + 1
                slots.fill(index, with: place)
            } else if let meant = report(entries.key(at: place), &decoder) {
                slips.append((meant, place))
            }
        }
        // A misspelt key stands for the one that was meant, so that this one is not reported as missing too.
        for slip in slips { slots.fill(slip.index, with: slip.place) }
        return slots
    }

    private func index(ofKeyAt place: YAMLEntries.Place, in entries: YAMLEntries, from guess: Int) -> Int? {
        (guess..<keys.count).first { entries.isKey(bytes[$0], at: place) }
            ?? (0..<guess).first { entries.isKey(bytes[$0], at: place) }
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
