import Core
import Planning
import Values

/// A saved plan is read, or refused in words. Whatever was changed in it is sealed anew, or nothing would ever be read.
@Sendable func fuzzSavedPlan(_ bytes: [UInt8]) {
    guard var members = (try? Value(json: bytes))?.fields else { return }
    members["seal"] = nil
    members["seal"] = .string(Fingerprint.of(.object(members)))
    guard let plan = try? SavedPlan(json: Value.object(members).json(.compact), named: "plan.json") else {
        return
    }
    require(
        (try? SavedPlan(json: plan.json, named: "plan.json"))?.json == plan.json,
        "it is not what it was written as")
}
