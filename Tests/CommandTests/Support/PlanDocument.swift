import Foundation
import Testing
import Values

/// The plan as a program reads it.
struct PlanDocument {
    let value: Value

    init(_ run: ProgramRun) throws {
        value = try Value(json: run.output)
        #expect(value[key: "apiVersion"] == "cadastre.dev/plan/v1")
    }

    /// `update Deployment parking-tenant-acme/parking-app`, sorted.
    var changes: [String] { order.sorted() }

    /// As `changes`, in the order in which they can be made.
    var order: [String] {
        (value[key: "changes"]?.array ?? []).map { change in
            let object = change[key: "object"]
            let name = object?[key: "name"]?.string ?? ""
            let namespace = object?[key: "namespace"]?.string.map { "\($0)/" } ?? ""
            return
                "\(change[key: "action"]?.string ?? "") \(object?[key: "kind"]?.string ?? "") \(namespace)\(name)"
        }
    }

    /// `spec.replicas: 5 → 8`, sorted, of all changes.
    var differences: [String] {
        (value[key: "changes"]?.array ?? []).flatMap { change in
            (change[key: "differences"]?.array ?? []).map { difference in
                let before = difference[key: "before"]?.jsonText ?? "(none)"
                let after = difference[key: "after"]?.jsonText ?? "(none)"
                return "\(difference[key: "path"]?.string ?? ""): \(before) → \(after)"
            }
        }.sorted()
    }

    var findingCodes: [String] {
        (value[key: "findings"]?.array ?? []).compactMap { $0[key: "code"]?.string }
    }
}
