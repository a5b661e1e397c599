/// Finds many keys in one `Fields`: first where they probably are, then by a scan, in large objects by a dictionary.
///
/// Two objects that are compared nearly always list their keys in the same order, so the dictionary is made
/// only when that guess fails.
struct FieldsIndex {
    /// Up to this many members a scan is faster than hashing.
    static let scanLimit = 16

    private let fields: Fields
    private var places: [ExactText: Int] = [:]

    init(_ fields: Fields) { self.fields = fields }

    mutating func place(of key: String, near guess: Int) -> Int? {
        let members = fields.members
        if guess < members.count, ExactText.same(members[guess].key, key) { return guess }
        guard members.count > Self.scanLimit else {
            return members.firstIndex { ExactText.same($0.key, key) }
        }
        if places.isEmpty {
            places.reserveCapacity(members.count)
            for (place, member) in members.enumerated() { places[ExactText(member.key)] = place }
        }
        return places[ExactText(key)]
    }
}

extension Fields {
    /// Both objects' members side by side: this one's in their order, then those that only `other` has, in its order.
    package func paired(with other: Fields) -> [(key: String, own: Value?, other: Value?)] {
        var index = FieldsIndex(other)
        var seen = Array(repeating: false, count: other.count)
        var pairs: [(key: String, own: Value?, other: Value?)] = []
        pairs.reserveCapacity(Swift.max(count, other.count))
        for (place, member) in members.enumerated() {
            let match = index.place(of: member.key, near: place)
            if let match { seen[match] = true }
            pairs.append((member.key, member.value, match.map { other.members[$0].value }))
        }
        for (member, seen) in zip(other.members, seen) where !seen {
            pairs.append((member.key, nil, member.value))
        }
        return pairs
    }
}
