import Core
import Testing
import Values

@Suite("A value that another object has once it is there")
struct LateValueTests {
    private static let server = ObjectID(Scope(.aws, "east"), "DBInstance", name: "parking-acme")
    private static let address = Reference(server, "status.Endpoint.Address")
    private static let password = Reference(server, "status.Password", isSecret: true)
    private static let url = LateValue(
        "data.URL",
        [.text("postgresql://u:"), .encoded(password), .text("@"), .value(address), .text("/x")])
    private static let host = LateValue("data.HOST", [.value(address)])

    private func object(_ late: [LateValue] = [url, host]) -> DesiredObject {
        let body = [Self.url, Self.host].reduce(["data": ["PORT": "5432"]] as Value) {
            $0.replacing($1.path, with: .string($1.shown))
        }
        let fingerprint = Mark.fingerprint(of: body, .plain)
        return DesiredObject(
            id: ObjectID(Scope(.kubernetes, "east"), "Secret", namespace: "a", name: "database"),
            kind: Kind("Secret", hidden: "data"), owner: .tenant("acme"),
            body: body.replacing(Mark.fingerprintPath, with: .string(fingerprint)), fingerprint: fingerprint,
            origins: [], needs: [], late: late)
    }

    private func known(_ address: String?) -> DesiredObject {
        object().knowing { $0 == Self.address ? address : "never asked for" }
    }

    @Test("Shows what may be shown, and covers what is secret")
    func shown() {
        #expect(Self.url.shown == "postgresql://u:•••@(known after apply)/x")
        let object = known("db.example")
        #expect(object.body[at: "data.URL"] == "postgresql://u:•••@db.example/x")
        #expect(object.body[at: "data.HOST"] == "db.example")
        #expect(!object.hasUnknown)
        #expect(object.late.map(\.path) == ["data.URL"])
        #expect(known(nil).hasUnknown)
        #expect(known(nil).isUnknown("data.HOST") && !known(nil).isUnknown("data.PORT"))
    }

    @Test("What is secret is read last: then what is told with it is never newer")
    func order() {
        let version = Reference(Self.server, "status.VersionId")
        let object = object([Self.url, Self.host, LateValue("data.VERSION", [.value(version)])])
        let change = Change(
            id: object.id, kind: object.kind, owner: object.owner, action: .create, reason: .missing,
            desired: object)
        #expect(change.unread == [Self.address, version, Self.password])
    }

    @Test("Is in the mark, so that another value is a change, and the same is none")
    func mark() {
        let (one, same, other) = (known("one.example"), known("one.example"), known("other.example"))
        #expect(one.fingerprint == same.fingerprint)
        #expect(one.fingerprint != other.fingerprint)
        #expect(one.body[at: Mark.fingerprintPath]?.string == one.fingerprint)
        let prints = Mark(fleet: "parking", tenant: nil, fingerprint: one.fingerprint).applied
        #expect(prints.hold("data.URL", of: one.body, .plain))
        #expect(!prints.hold("data.URL", of: other.body, .plain))
        #expect(prints.hold("data.PORT", of: other.body, .plain))
    }

    @Test("Is part of the digest by what it refers to, which the body does not show")
    func digest() {
        let other = LateValue("data.HOST", [.value(Reference(Self.server, "status.Another"))])
        let object = object()
        let changed = DesiredObject(
            id: object.id, kind: object.kind, owner: object.owner, body: object.body,
            fingerprint: object.fingerprint, origins: [], needs: [], late: [Self.url, other])
        #expect(object.digest != changed.digest)
    }

    @Test(
        "Comes into a change beside the object where it is secret, as a part of a URL where it stands in one")
    func secret() throws {
        let change = Change(
            id: object().id, kind: object().kind, owner: .tenant("acme"), action: .create, reason: .missing,
            desired: object())
        #expect(change.unread == [Self.address, Self.password])
        let whole = change.knowing([
            Self.address: Secret("db.example"), Self.password: Secret("p@ß/w:?#[]%"),
        ])
        #expect(whole.desired?.body == known("db.example").body)
        #expect(whole.secrets.keys.map(\.notation) == ["data.URL"])
        let url = try #require(whole.secrets["data.URL"]).reveal()
        #expect(url == "postgresql://u:p%40%C3%9F%2Fw%3A%3F%23%5B%5D%25@db.example/x")
        #expect(!"\(whole)".contains("%C3%9F") && !"\(whole.secrets)".contains("%C3%9F"))
        #expect(whole.unread == [Self.password])
    }

    @Test("Needs nothing read where the object goes")
    func deletion() {
        let change = Change(
            id: object().id, kind: object().kind, owner: .tenant("acme"), action: .delete,
            reason: .notWanted, desired: object())
        #expect(change.unread == [])
    }
}
