import Core
import Testing

@Suite("Identity")
struct IdentityTests {
    private static let east = Scope(.kubernetes, "east")
    private static let west = Scope(.kubernetes, "west")

    @Test("Objects are in the order of scope, namespace, kind and name")
    func order() {
        let ordered = [
            ObjectID(Self.east, "Namespace", name: "b"),
            ObjectID(Self.east, "Role", namespace: "a", name: "z"),
            ObjectID(Self.east, "Service", namespace: "a", name: "a"),
            ObjectID(Self.east, "Service", namespace: "a", name: "b"),
            ObjectID(Self.east, "Role", namespace: "b", name: "a"),
            ObjectID(Self.west, "Namespace", name: "a"),
        ]
        #expect(ordered.reversed().sorted() == ordered)
        #expect(ordered.shuffled().sorted() == ordered)
    }

    @Test(
        "An object is named with its namespace where it has one, and with its region where that is not clear")
    func names() {
        let role = ObjectID(Self.east, "Role", namespace: "a", name: "z")
        #expect(role.short == "Role a/z")
        #expect(role.description == "Role a/z in east")
        #expect(ObjectID(Self.east, "Namespace", name: "b").short == "Namespace b")
    }

    @Test("What all tenants of a region share comes before the tenants")
    func owners() {
        #expect(
            [Owner.tenant("a"), .region("z"), .tenant("b"), .region("y")].sorted()
                == [.region("y"), .region("z"), .tenant("a"), .tenant("b")])
    }

    @Test("A kind's API version has its group, unless it is in the core group")
    func versions() {
        #expect(Kind("Role", group: "rbac.authorization.k8s.io").apiVersion == "rbac.authorization.k8s.io/v1")
        #expect(Kind("ConfigMap").apiVersion == "v1")
    }

    @Test(
        "A selection includes what all of its parts include, and an empty part includes everything",
        arguments: [
            (Selection.all, true, true), (Selection(tenants: ["acme"]), true, false),
            (Selection(tenants: ["other"]), false, false), (Selection(regions: ["east"]), true, true),
            (Selection(regions: ["west"]), false, false), (Selection(kinds: ["Role"]), true, true),
            (Selection(kinds: ["Service"]), false, false),
            (Selection(tenants: ["acme"], regions: ["east"], kinds: ["Role"]), true, false),
            (Selection(tenants: ["acme"], regions: ["west"], kinds: ["Role"]), false, false),
        ])
    func selection(_ selection: Selection, includesTenants: Bool, includesShared: Bool) {
        let id = ObjectID(Self.east, "Role", namespace: "a", name: "z")
        #expect(selection.includes(id, of: .tenant("acme")) == includesTenants)
        #expect(selection.includes(id, of: .region("east")) == includesShared)
    }
}
