/// The way from a value to one inside it: `spec.template.spec.containers[app].image`.
package struct FieldPath: Hashable, Sendable {
    package enum Element: Hashable, Sendable {
        /// The member of an object.
        case key(String)
        /// The element of an array by its place, from 0.
        case index(Int)
        /// The element of an associative list by its key fields, such as a container by its name.
        case item([Selector])
        /// An element of a set, by its value.
        case value(Value)

        /// The associative list's element whose one key field has this value.
        package static func item(_ name: String, _ value: Value) -> Element { .item([Selector(name, value)]) }
    }

    /// One key field of an associative list's element, and what it holds.
    package struct Selector: Hashable, Sendable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var elements: [Element]

    package init(_ elements: [Element] = []) { self.elements = elements }

    package var isEmpty: Bool { elements.isEmpty }

    package func appending(_ element: Element) -> FieldPath { FieldPath(elements + [element]) }
    package func appending(_ path: FieldPath) -> FieldPath { FieldPath(elements + path.elements) }

    /// Whether this is `prefix` or something inside it.
    package func hasPrefix(_ prefix: FieldPath) -> Bool { elements.starts(with: prefix.elements) }

    /// As `hasPrefix`, where an element of an associative list need not be named by all of its key fields.
    package func isInside(_ path: FieldPath) -> Bool {
        elements.count >= path.elements.count && zip(elements, path.elements).allSatisfy { $0.matches($1) }
    }
}

extension FieldPath.Element {
    /// Whether it is what `asked` names. That need not name every key field: servers fill in the others, such as a port's
    /// protocol.
    package func matches(_ asked: FieldPath.Element) -> Bool {
        guard case .item(let own) = self, case .item(let asked) = asked else { return self == asked }
        return !asked.isEmpty && asked.allSatisfy(own.contains)
    }
}

extension FieldPath: Comparable {
    /// Element by element, and what contains something before what it contains. Of different elements at one
    /// place: keys, places, items, values; texts by their bytes.
    package static func < (left: FieldPath, right: FieldPath) -> Bool {
        for (left, right) in zip(left.elements, right.elements) where left != right {
            return left.precedes(right)
        }
        return left.elements.count < right.elements.count
    }
}

extension FieldPath.Element {
    fileprivate func precedes(_ other: FieldPath.Element) -> Bool {
        switch (self, other) {
        case (.key(let own), .key(let other)): ExactText.precedes(own, other)
        case (.index(let own), .index(let other)): own < other
        case (.item(let own), .item(let other)):
            own.lexicographicallyPrecedes(other) { own, other in
                ExactText.same(own.name, other.name)
                    ? own.value.precedes(other.value) : ExactText.precedes(own.name, other.name)
            }
        case (.value(let own), .value(let other)): own.precedes(other)
        default: rank < other.rank
        }
    }

    private var rank: Int {
        switch self {
        case .key: 0
        case .index: 1
        case .item: 2
        case .value: 3
        }
    }

    // Two keys that Unicode takes for the same are two members.
    package static func == (left: FieldPath.Element, right: FieldPath.Element) -> Bool {
        switch (left, right) {
        case (.key(let left), .key(let right)): ExactText.same(left, right)
        case (.index(let left), .index(let right)): left == right
        case (.item(let left), .item(let right)): left == right
        case (.value(let left), .value(let right)): left == right
        default: false
        }
    }
}

extension FieldPath.Selector {
    package static func == (left: FieldPath.Selector, right: FieldPath.Selector) -> Bool {
        ExactText.same(left.name, right.name) && left.value == right.value
    }
}
