/// The members of an object, in the order they came in, each key once.
///
/// They lie in one array without an index, because hundreds of thousands of small objects are held at once.
/// One look-up is therefore a scan; to go through two large objects side by side, use `==` or `paired(with:)`,
/// and to fill a large one, `init(_:)`: these take time in proportion to the size.
package struct Fields: Sendable {
    struct Member: Sendable {
        let key: String
        var value: Value
    }

    private(set) var members: [Member]

    package init() { members = [] }

    /// Of a key that comes twice, the first place and the last value are kept.
    package init(_ pairs: some Sequence<(key: String, value: Value)>) {
        self.init(members: pairs.map { Member(key: $0.key, value: $0.value) })
    }

    /// As above. A concrete array, because what is generic here is not specialised in other modules.
    package init(_ pairs: [(String, Value)]) {
        self.init(members: pairs.map { Member(key: $0.0, value: $0.1) })
    }

    /// Of a key that comes twice, the first place and the last value are kept.
    package init(_ pairs: some Sequence<(String, Value)>) {
        self.init(members: pairs.map { Member(key: $0.0, value: $0.1) })
    }

    init(members: [Member]) {
        self.members = members
        guard repeatsAKey else { return }
        var places: [ExactText: Int] = [:]
        self.members = []
        for member in members {
            if let place = places[ExactText(member.key)] {
                self.members[place].value = member.value
            } else {
                places[ExactText(member.key)] = self.members.count
                self.members.append(member)
            }
        }
    }

    private var repeatsAKey: Bool {
        if members.count > FieldsIndex.scanLimit {
            return Set(members.lazy.map { ExactText($0.key) }).count < members.count
        }
        return members.indices.contains { place in
            members[..<place].contains { ExactText.same($0.key, members[place].key) }
        }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }
    package var keys: [String] { members.map(\.key) }

    /// Setting a new key appends it; setting nil removes the member.
    package subscript(_ key: String) -> Value? {
        get { members.first { ExactText.same($0.key, key) }?.value }
        set {
            let place = members.firstIndex { ExactText.same($0.key, key) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension Fields: Sequence {
    package struct Iterator: IteratorProtocol, Sendable {
        var members: IndexingIterator<[Member]>

        package mutating func next() -> (key: String, value: Value)? {
            members.next().map { ($0.key, $0.value) }
        }
    }

    package func makeIterator() -> Iterator { Iterator(members: members.makeIterator()) }
    package var underestimatedCount: Int { members.count }
}

extension Fields: Hashable {
    /// The same keys with equal values, in any order.
    package static func == (left: Fields, right: Fields) -> Bool {
        guard left.count == right.count else { return false }
        var index = FieldsIndex(right)
        for (place, member) in left.members.enumerated() {
            guard let other = index.place(of: member.key, near: place),
                right.members[other].value == member.value
            else { return false }
        }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        // A sum does not depend on the order of its terms.
        var sum = 0
        for member in members {
            var own = Hasher()
            own.combine(member.key)
            own.combine(member.value)
            sum &+= own.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }
}
