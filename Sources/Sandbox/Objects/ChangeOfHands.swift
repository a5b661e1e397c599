import Core
import Values

extension ServedObject {
    /// The object with attributes in nobody's hands that are to get into others', as they are or as they begin.
    func handingOver(_ handovers: [Handover]) -> ServedObject {
        if handovers.isEmpty { return self }
        var result = self
        for handover in handovers {
            if let beginning = handover.beginning {
                result.content = (try? result.content.setting(beginning, at: handover.path)) ?? result.content
            }
            result.claims = result.claims.compactMap { claim in
                var claim = claim
                let owner = FieldOwner(
                    manager: claim.manager, operation: claim.operation, at: claim.at,
                    fields: claim.fields.fieldSet)
                guard handover.ends(owner) else { return claim }
                claim.fields = FieldTree(owner.fields.removing(handover.path))
                return claim.fields.isEmpty ? nil : claim
            }
        }
        return result
    }
}
