extension Value: ExpressibleByBooleanLiteral {
    package init(booleanLiteral flag: Bool) { self = .bool(flag) }
}

extension Value: ExpressibleByIntegerLiteral {
    package init(integerLiteral number: Int64) { self = .int(number) }
}

extension Value: ExpressibleByFloatLiteral {
    package init(floatLiteral number: Double) { self = .double(number) }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) { self = .string(text) }
}

extension Value: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Value...) { self = .array(elements) }
}

extension Value: ExpressibleByDictionaryLiteral {
    /// Keeps the order as written; of a key written twice the last value wins.
    package init(dictionaryLiteral members: (String, Value)...) { self = .object(Fields(members)) }
}

extension Fields: ExpressibleByDictionaryLiteral {
    /// Keeps the order as written; of a key written twice the last value wins.
    package init(dictionaryLiteral members: (String, Value)...) { self.init(members) }
}
