import Core
import Specs
import Values

extension IgnoreRule {
    func covers(_ draft: Draft) -> Bool {
        func holds(_ names: some Collection<String>, _ name: String?) -> Bool {
            names.isEmpty || name.map(names.contains) ?? false
        }
        return kind.value.rawValue == draft.kind.name
            && holds(tenants.map(\.value.text), draft.owner.tenant)
            && holds(regions.map(\.value.text), draft.id.scope.region)
            && holds(names.map(\.value.text), draft.id.name)
    }

    var leaving: LeftAttribute.Rule { LeftAttribute.Rule(at: path.origin, reason: reason?.value) }
}

extension Value {
    /// Without what is at the path, and without what holds nothing else: to state an empty object is a statement too.
    func withoutAttribute(_ path: FieldPath) -> Value {
        guard self[at: path] != nil else { return self }
        var result = replacing(path, with: nil)
        var outer = path.elements.dropLast()
        while !outer.isEmpty, let left = result[at: FieldPath(Array(outer))], left.holdsNothing {
            result = result.replacing(FieldPath(Array(outer)), with: nil)
            outer = outer.dropLast()
        }
        return result
    }

    private var holdsNothing: Bool { fields?.isEmpty ?? array?.isEmpty ?? false }
}
