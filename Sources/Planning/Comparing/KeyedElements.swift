import Values

/// The elements of an associative list, to be found by their key fields; each is found once.
struct KeyedElements {
    private let elements: [Value]
    private let keys: [String]
    private var places: [[Value]: Int] = [:]
    private var isTaken: [Bool]

    init(_ elements: [Value], _ keys: [String]) {
        self.elements = elements
        self.keys = keys
        isTaken = Array(repeating: false, count: elements.count)
        for (place, element) in elements.enumerated() {
            let values = keys.compactMap { element[key: $0] }
            if values.count == keys.count, places[values] == nil { places[values] = place }
        }
    }

    /// The element that holds all of `selectors`; nil when there is none left.
    mutating func take(_ selectors: [FieldPath.Selector]) -> Value? {
        guard let place = place(of: selectors), !isTaken[place] else { return nil }
        isTaken[place] = true
        return elements[place]
    }

    private func place(of selectors: [FieldPath.Selector]) -> Int? {
        if selectors.count == keys.count { return places[selectors.map(\.value)] }
        return elements.indices.first { place in
            !isTaken[place] && selectors.allSatisfy { elements[place][key: $0.name] == $0.value }
        }
    }
}
