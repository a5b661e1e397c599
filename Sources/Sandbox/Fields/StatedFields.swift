import Core
import Values

extension FieldTree {
    /// The fields that an applied value states: its scalars, its atomic lists, its empty objects, and each
    /// element of an associative list with what is in it.
    init(statedBy value: Value, _ rule: Comparison) {
        switch (value, rule) {
        case (.object(let members), _) where !members.isEmpty:
            self.init(isMember: false, membersOf: members) { FieldTree(statedBy: $1, rule.member($0)) }
        case (.array(let elements), .keyed(let keys, let elementRule)):
            self.init(
                isMember: false,
                children: elements.map { element in
                    var node = FieldTree(statedBy: element, elementRule)
                    node.isMember = true
                    return Child(key: FieldKey.item(element, by: keys), node: node)
                })
        default: self = .leaf
        }
    }

    /// Every place of a value, objects and lists included: what whoever creates it all at once comes to own.
    init(everyPlaceOf value: Value, _ rule: Comparison) {
        switch (value, rule) {
        case (.object(let members), _):
            self.init(isMember: true, membersOf: members) { FieldTree(everyPlaceOf: $1, rule.member($0)) }
        case (.array(let elements), .keyed(let keys, let elementRule)):
            self.init(
                isMember: true,
                children: elements.map {
                    Child(
                        key: FieldKey.item($0, by: keys), node: FieldTree(everyPlaceOf: $0, elementRule))
                })
        default: self = .leaf
        }
    }

    /// A loop, because `map` is not specialised for a type of another module.
    private init(isMember: Bool, membersOf members: Fields, _ node: (String, Value) -> FieldTree) {
        var children: [Child] = []
        children.reserveCapacity(members.count)
        for (key, value) in members {
            children.append(Child(key: FieldKey.member(key), node: node(key, value)))
        }
        self.init(isMember: isMember, children: children)
    }

    /// The members of an object, by name.
    init(members: [String]) {
        self.init(isMember: false, children: members.map { Child(key: FieldKey.member($0), node: .leaf) })
    }

    /// Without what tells the object from others: nobody owns that.
    var withoutIdentity: FieldTree { subtracting(Self.identity) }

    private static let identity = FieldTree(
        everyPlaceOf: ["apiVersion": "", "kind": "", "metadata": ["name": "", "namespace": ""]], .plain)
}
