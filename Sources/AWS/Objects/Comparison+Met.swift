import Core
import Values

extension Comparison {
    /// Whether what is there is what is stated, as far as this rule and AWS's attributes go.
    func isMet(stated: Value, present: Value?) -> Bool {
        switch (self, stated, present) {
        case (.ignored, _, _): true
        case (.whole, _, _): stated == present
        case (.set, .array(let stated), .array(let present)?): Set(stated) == Set(present)
        case (.version, .string(let stated), .string(let present)?): Release(present).isOf(Release(stated))
        case (_, .object(let stated), .object(let present)?):
            stated.allSatisfy { member($0.key).isMet(stated: $0.value, present: present[$0.key]) }
        // Elements, too, may say more than is stated.
        case (.plain, .array(let stated), .array(let present)?):
            stated.count == present.count
                && zip(stated, present).allSatisfy { Comparison.plain.isMet(stated: $0, present: $1) }
        default: stated == present
        }
    }
}
