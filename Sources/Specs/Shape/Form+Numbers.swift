import Diagnostics
import Values
import YAML

extension Form where Output == Sourced<Int> {
    /// A whole number; without an upper bound if that is `Int.max`.
    static func whole(_ range: ClosedRange<Int>) -> Form {
        let isOpen = range.upperBound == .max
        let words =
            isOpen
            ? "a whole number from \(range.lowerBound) up"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        var schema: Fields = ["type": "integer", "minimum": .int(Int64(range.lowerBound))]
        if !isOpen { schema["maximum"] = .int(Int64(range.upperBound)) }
        return Form(Notation(words: words, schema: schema)) { node, decoder in
            guard let scalar = decoder.scalar(node, expected: "a whole number") else { return nil }
            guard case .int(let number) = scalar else {
                decoder.mismatch(
                    node, expected: "a whole number",
                    help: node.text.digitsOnly.map { "write \($0) without quotes" })
                return nil
            }
            guard let whole = Int(exactly: number), range.contains(whole) else {
                decoder.outOfRange(node, words)
                return nil
            }
            return Sourced(whole, at: decoder.origin(of: node))
        }
    }

    static func whole(_ range: PartialRangeFrom<Int>) -> Form { whole(range.lowerBound...Int.max) }
}

extension Form where Output == Sourced<Money> {
    /// A number with or without decimals, exactly as it is written.
    static var amount: Form {
        let words = "a number from 0 to 1000000000"
        let schema: Fields = ["type": "number", "minimum": 0, "maximum": 1_000_000_000]
        return Form(Notation(words: words, schema: schema)) { node, decoder in
            guard let scalar = decoder.scalar(node, expected: "a number") else { return nil }
            let amount: Money?
            switch scalar {
            case .int(let whole): amount = Money("\(whole)")
            case .float: amount = Money(node.text)
            default:
                decoder.mismatch(node, expected: "a number")
                return nil
            }
            guard let amount else {
                decoder.outOfRange(node, words)
                return nil
            }
            return Sourced(amount, at: decoder.origin(of: node))
        }
    }
}

extension SpecDecoder {
    fileprivate mutating func outOfRange(_ node: YAMLNode, _ expected: String) {
        report(
            Diagnostic(
                .outOfRange, "\(node.text) is out of range", at: origin(of: node),
                label: "expected \(expected)"))
    }
}
