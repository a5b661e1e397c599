extension Value {
    /// An order for showing: by kind, then numbers by their size and everything else by its canonical JSON.
    func precedes(_ other: Value) -> Bool {
        switch (self, other) {
        case (.int(let own), .int(let other)): own < other
        case (.double(let own), .double(let other)): own < other || (!own.isNaN && other.isNaN)
        case _ where kindRank != other.kindRank: kindRank < other.kindRank
        default: json(.canonical).lexicographicallyPrecedes(other.json(.canonical))
        }
    }

    private var kindRank: Int {
        switch self {
        case .null: 0
        case .bool: 1
        case .int: 2
        case .double: 3
        case .string: 4
        case .array: 5
        case .object: 6
        }
    }
}
