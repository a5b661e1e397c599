import Core
import Testing
import Values

/// What is secret is written and never seen again.
extension ContractCheck {
    static let hiding = [
        ContractCheck("a secret is made, and a look shows who holds it and not what it is") { bench in
            let secret = bench.secret()
            try await bench.perform(bench.change(.create, secret).knowing(bench.values))
            let seen = try await bench.seenSecret()
            let body = try seen.body.decode()
            #expect(body[key: "data"] == nil)
            #expect(try await bench.secretHolders() == [FieldOwner.ours])
            for text in ["c4n4ry", Base64.encode(Array("c4n4ry".utf8))] {
                #expect(!String(decoding: seen.body.bytes, as: UTF8.self).contains(text))
            }
        },
        ContractCheck("who changes a secret behind our back is named, and it is taken back") { bench in
            let secret = bench.secret()
            try await bench.perform(bench.change(.create, secret).knowing(bench.values))
            try await bench.fixture.change(
                secret.id, secret.kind, as: "kubectl-edit", ["data": ["password": "bm90aGluZw=="]])
            #expect(try await bench.secretHolders() == ["kubectl-edit"])
            let present = try await bench.seenSecret()
            let change = bench.change(
                .update, secret, seen: present, of: ["data.password"], takesOwnership: true)
            try await bench.perform(change.knowing(bench.values))
            #expect(try await bench.secretHolders() == [FieldOwner.ours])
        },
        ContractCheck("a rehearsal of a secret needs none, and shows nothing of it") { bench in
            let secret = bench.secret()
            let creation = try await bench.fixture.provider.rehearse(bench.change(.create, secret))
            guard case .accepted = creation else {
                Issue.record("\(creation)")
                return
            }
            try await bench.perform(bench.change(.create, secret).knowing(bench.values))
            let seen = try await bench.seenSecret()
            let update = try await bench.fixture.provider.rehearse(
                bench.change(.update, bench.secret(label: "other"), seen: seen))
            guard case .accepted(let told?) = update else {
                Issue.record("\(update)")
                return
            }
            let body = try told.decode()
            #expect(body[key: "data"] == nil)
            #expect(body[at: "metadata.labels.note"] == "other")
        },
    ]
}

extension Bench {
    private var reference: Reference {
        Reference(
            ObjectID(Scope(.aws, scope.region), "DBInstance", name: "db"), "status.Password", isSecret: true)
    }

    fileprivate var values: [Reference: Secret] { [reference: Secret("c4n4ry")] }

    /// As a look shows it.
    fileprivate func seenSecret() async throws -> ObservedObject {
        let look = try await look(at: SampleKind.secret)
        let found = look.objects.first { $0.id.name == "database" }
        return try #require(found)
    }

    fileprivate func secretHolders() async throws -> [String] {
        let body = try await seenSecret().body.decode()
        return FieldOwner.owners(of: body).filter { $0.fields.touches("data.password") }.map(\.manager)
    }

    fileprivate func secret(label: String = "some") -> DesiredObject {
        let plain = desired(
            SampleKind.secret, "database",
            ["metadata": ["labels": ["note": .string(label)]], "data": ["password": .string(Secret.cover)]])
        return DesiredObject(
            id: plain.id, kind: plain.kind, owner: plain.owner, body: plain.body,
            fingerprint: plain.fingerprint, origins: [], needs: [],
            late: [LateValue("data.password", [.value(reference)])])
    }
}
