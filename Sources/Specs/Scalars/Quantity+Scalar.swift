import Values

extension Quantity: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a quantity",
        about: "An amount as Kubernetes writes it: a number and a unit such as m, k, Mi or Gi.",
        pattern: "^[0-9]*\\.?[0-9]*([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?$",
        examples: ["500m", "2", "20Gi"], allowsNumbers: true)

    init(parsing text: String) throws(Misfit) {
        guard let quantity = Quantity(text) else {
            throw Misfit("amounts are a number and perhaps a unit", suggestion: Self.nearest(to: text))
        }
        guard quantity.nanos >= 0 else { throw Misfit("it is negative") }
        self = quantity
    }

    /// People write `20GB`, `20gi` and `1 Gi`.
    private static func nearest(to text: String) -> String? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).filter { $0 != " " }.lowercased()
        guard !number.isEmpty else { return nil }
        let units = [
            "kb": "k", "kib": "Ki", "ki": "Ki", "mb": "M", "mib": "Mi", "mi": "Mi", "gb": "G", "gib": "Gi",
            "gi": "Gi", "tb": "T", "tib": "Ti", "ti": "Ti", "pb": "P", "pib": "Pi", "pi": "Pi",
        ]
        return units[unit].map { number + $0 }
    }
}
