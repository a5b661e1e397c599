import Core
import Testing
import Values

@testable import Sandbox

@Suite struct OwnershipTests {
    static let kind = Kind(
        "Plot", comparison: ["spec": .object(["items": .keyed(by: ["name"], .object(["tags": .plain]))])])
    static let now = Timestamp(seconds: 1_800_000_000)

    @Test(
        "Whatever two managers apply and write, what we apply is there or a conflict, and what others own stays",
        arguments: 0..<200)
    func random(_ seed: UInt64) throws {
        var generator = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
        var object = ServedObject(content: Self.manifest([:]), createdAt: Self.now, claims: [])
        for _ in 0..<12 {
            let spec = Self.spec(&generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                // Somebody merges something into what is there.
                let content = object.content.merged(with: Self.manifest(spec), Self.kind.comparison)
                object =
                    object.updating(to: content, Self.kind.comparison, by: "editor", at: Self.now) ?? object
            case 1: object = try Self.apply(spec, by: "other", to: object, takingOwnership: true)
            default:
                let takes = Bool.random(using: &generator)
                object = try Self.apply(spec, by: FieldOwner.ours, to: object, takingOwnership: takes)
            }
            for claim in object.claims {
                for path in claim.fields.fieldSet.leaves {
                    #expect(
                        object.content[at: path] != nil, "\(claim.manager) owns \(path), which is not there")
                }
            }
        }
    }

    /// Applies, and checks what has to hold of an application whatever was there before.
    private static func apply(
        _ spec: Value, by manager: String, to object: ServedObject, takingOwnership: Bool
    ) throws -> ServedObject {
        let application = Application(manifest(spec), kind, by: manager)
        let foreign = object.claims.filter { !$0.isBy(manager, .apply) }
        let result: ServedObject
        do {
            result = try object.applying(application, takingOwnership: takingOwnership, at: now) ?? object
        } catch {
            #expect(!takingOwnership)
            #expect(error.holdings.allSatisfy { !$0.fields.intersection(application.stated).isEmpty })
            return object
        }
        for path in application.stated.fieldSet.leaves {
            let (new, stated) = (result.content[at: path], application.content[at: path])
            #expect(isKept(stated, as: new), "\(path) was not applied")
        }
        let kept = foreign.allFields.subtracting(application.stated)
        for path in kept.fieldSet.leaves {
            let (new, old) = (result.content[at: path], object.content[at: path])
            #expect(isKept(old, as: new), "\(path) of others changed")
        }
        #expect(result.claims.first { $0.isBy(manager, .apply) }?.fields ?? FieldTree() == application.stated)
        #expect(try result.applying(application, takingOwnership: false, at: now) == nil, "it is not settled")
        return result
    }

    /// The same value; of what holds members and items of different owners, that it is still there.
    private static func isKept(_ old: Value?, as new: Value?) -> Bool {
        let isShared = old?.fields != nil || old?[index: 0]?.fields != nil
        return isShared ? new != nil : new == old
    }

    private static func manifest(_ spec: Value) -> Value {
        ["apiVersion": "v1", "kind": "Plot", "metadata": ["name": "a"], "spec": spec]
    }

    private static func spec(_ generator: inout Generator) -> Value {
        var spec: Fields = ["always": 1]
        func text() -> Value { .string(["x", "y", "z"].randomElement(using: &generator) ?? "x") }
        for key in ["a", "b", "c"] where Bool.random(using: &generator) { spec[key] = text() }
        if Bool.random(using: &generator) {
            spec["nested"] = .object(
                Fields(["d", "e"].filter { _ in Bool.random(using: &generator) }.map { ($0, text()) }))
        }
        let items = ["one", "two", "three"].filter { _ in Bool.random(using: &generator) }
        if !items.isEmpty {
            spec["items"] = .array(
                items.map { name in
                    var item: Fields = ["name": .string(name)]
                    if Bool.random(using: &generator) { item["value"] = text() }
                    if Bool.random(using: &generator) { item["tags"] = [text(), text()] }
                    return .object(item)
                })
        }
        return .object(spec)
    }
}

/// The same numbers for the same seed.
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
