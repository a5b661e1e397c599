extension OrdinaryReader {
    /// `[…]` or `{…}` within a line.
    mutating func readFlow() throws(Unusual) {
        switch byte() {
        case UInt8(ascii: "["):
            try addCollection(.sequence, .flow, width: 1) { reader throws(Unusual) in
                try reader.readList(until: UInt8(ascii: "]")) { reader throws(Unusual) in
                    try reader.readFlowValue()
                    return 1
                }
            }
        case UInt8(ascii: "{"):
            try addCollection(.mapping, .flow, width: 1) { reader throws(Unusual) in
                try reader.readList(until: UInt8(ascii: "}")) { reader throws(Unusual) in
                    guard reader.isAtScalar, try reader.readScalar(inFlow: true) == .key else {
                        throw Unusual()
                    }
                    try reader.checkKey()
                    reader.position += 1
                    reader.skipSpaces()
                    try reader.readFlowValue()
                    return 2
                }
            }
        default: throw Unusual()
        }
    }

    private mutating func readFlowValue() throws(Unusual) {
        guard isAtScalar else { return try readFlow() }
        guard try readScalar(inFlow: true) == .value else { throw Unusual() }
    }

    /// What stands between brackets with commas between.
    private mutating func readList(
        until end: UInt8, _ readEntry: (inout Self) throws(Unusual) -> Int
    ) throws(Unusual) -> Int {
        position += 1
        skipSpaces()
        var count = 0
        while byte() != end {
            if count > 0 {
                guard byte() == UInt8(ascii: ",") else { throw Unusual() }
                position += 1
                skipSpaces()
            }
            count += try readEntry(&self)
            skipSpaces()
        }
        position += 1
        return count
    }
}
