import Core
import Testing
import Values

/// What an API server wrote about a Deployment after an apply of ours.
private let applied = """
    {"f:metadata":{"f:annotations":{"f:cadastre.dev/fingerprint":{}},"f:labels":{"f:app":{},"f:cadastre.dev/fleet":{}}},
    "f:spec":{"f:replicas":{},"f:selector":{},"f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"app\\"}":{
    ".":{},"f:args":{},"f:env":{"k:{\\"name\\":\\"PLAN\\"}":{".":{},"f:name":{},"f:value":{}}},"f:name":{},
    "f:ports":{"k:{\\"containerPort\\":8080,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{}}},
    "f:resources":{"f:limits":{"f:cpu":{}}}}}}}}}
    """
/// What it wrote after `kubectl edit` of finalizers and a whole list.
private let edited = """
    {"f:metadata":{"f:finalizers":{".":{},"v:\\"example.com/keep\\"":{}}},"f:spec":{"f:egress":{},"f:hosts":{"i:0":{}}}}
    """

private func fields(_ json: String) throws -> FieldSet { FieldSet(fieldsV1: try Value(json: json)) }

@Suite("Sets of fields")
struct FieldSetTests {
    @Test(
        "A field is touched when it, something in it, or the whole that it is part of is in the set",
        arguments: [
            (applied, "spec.replicas", true), (applied, "spec", true), (applied, "", true),
            (applied, "spec.template.spec", true), (applied, "spec.paused", false),
            (applied, "status", false),
            (applied, "metadata.labels.app", true),
            (applied, "metadata.labels[\"cadastre.dev/fleet\"]", true),
            (applied, "metadata.labels.other", false), (applied, "spec.selector.matchLabels.app", true),
            (applied, "spec.template.spec.containers[name=app]", true),
            (applied, "spec.template.spec.containers[name=app].args[2]", true),
            (applied, "spec.template.spec.containers[name=app].image", false),
            (applied, "spec.template.spec.containers[name=app].env[name=PLAN].value", true),
            (applied, "spec.template.spec.containers[name=app].env[name=PLAN].valueFrom", false),
            (applied, "spec.template.spec.containers[name=app].env[name=OTHER]", false),
            (applied, "spec.template.spec.containers[name=sidecar].image", false),
            // Key fields come in any order, and those that the server filled in need not be named.
            (applied, "spec.template.spec.containers[name=app].ports[protocol=TCP,containerPort=8080]", true),
            (applied, "spec.template.spec.containers[name=app].ports[containerPort=8080]", true),
            (
                applied, "spec.template.spec.containers[name=app].ports[containerPort=8080,protocol=UDP]",
                false
            ),
            (applied, "spec.template.spec.containers[0].image", false),
            (edited, "metadata.finalizers", true),
            (edited, "metadata.finalizers[=\"example.com/keep\"]", true),
            (edited, "metadata.finalizers[=\"other\"]", false),
            (edited, "spec.egress[3].to[0].ipBlock.cidr", true),
            (edited, "spec.hosts[0]", true), (edited, "spec.hosts[1]", false),
            ("{}", "spec.replicas", false), ("{}", "", false), ("null", "spec", false),
            ("[1]", "spec", false),
            ("{\"f:spec\":{\"x:odd\":{},\"k:broken\":{},\"i:x\":{},\"\":{}}}", "spec.odd", false),
        ])
    func touches(_ set: String, _ path: String, _ isTouched: Bool) throws {
        #expect(try fields(set).touches(FieldPath(parsing: path)) == isTouched)
    }

    @Test(
        "A field that is taken out of a set is gone with what is below it, and so is what only led to it",
        arguments: [
            (applied, "spec.replicas"), (applied, "spec.template.spec.containers[name=app].env[name=PLAN]"),
            (applied, "metadata.labels"), (edited, "spec.egress"), (edited, "spec"),
        ])
    func removing(_ set: String, _ path: String) throws {
        let (set, path) = (try fields(set), try FieldPath(parsing: path))
        let rest = set.removing(path)
        #expect(set.touches(path) && !rest.touches(path))
        let others = set.leaves.filter { !$0.hasPrefix(path) && !path.hasPrefix($0) }
        #expect(rest.leaves == others)
        #expect(try fields("{\"f:spec\":{\"f:replicas\":{}}}").removing("spec.replicas") == .empty)
    }

    @Test("Of what is in a set only as a whole, no part can be taken out, and it is known to be one")
    func whole() throws {
        let (applied, edited) = (try fields(applied), try fields(edited))
        #expect(edited.removing("spec.egress[0]") == edited)
        #expect(applied.removing("spec.selector.matchLabels.app") == applied)
        #expect(edited.whole(around: "spec.egress[0].to") == "spec.egress")
        #expect(applied.whole(around: "spec.selector.matchLabels.app") == "spec.selector")
        for path: FieldPath in ["spec.selector", "spec.replicas", "spec.other", "metadata.labels.app", ""] {
            #expect(applied.whole(around: path) == nil)
        }
        #expect(FieldSet.empty.whole(around: "spec.replicas") == nil)
    }

    @Test("The leaves are the fields that have nothing of the set below them, in the notation's order")
    func leaves() throws {
        #expect(
            try fields(applied).leaves.map(\.notation) == [
                "metadata.annotations[\"cadastre.dev/fingerprint\"]", "metadata.labels.app",
                "metadata.labels[\"cadastre.dev/fleet\"]", "spec.replicas", "spec.selector",
                "spec.template.spec.containers[name=app].args",
                "spec.template.spec.containers[name=app].env[name=PLAN].name",
                "spec.template.spec.containers[name=app].env[name=PLAN].value",
                "spec.template.spec.containers[name=app].name",
                "spec.template.spec.containers[name=app].ports[containerPort=8080,protocol=TCP].containerPort",
                "spec.template.spec.containers[name=app].resources.limits.cpu",
            ])
        #expect(
            try fields(edited).leaves.map(\.notation) == [
                "metadata.finalizers[=\"example.com/keep\"]", "spec.egress", "spec.hosts[0]",
            ])
        #expect(FieldSet.empty.leaves.isEmpty)
        #expect(try fields("null").leaves.isEmpty)
    }

    @Test("Of what a value does not have, a keyed element that is gone is named once and its members are not")
    func missing() throws {
        let value = try Value(
            json: """
                {"metadata":{"annotations":{"cadastre.dev/fingerprint":"x"},"labels":{"cadastre.dev/fleet":"f"}},
                "spec":{"selector":{},"replicas":1,"template":{"spec":{"containers":[
                {"name":"app","args":[],"ports":[{"containerPort":8080,"protocol":"TCP"}]}]}}}}
                """)
        #expect(
            try fields(applied).fields(missingIn: value).map(\.notation) == [
                "metadata.labels.app", "spec.template.spec.containers[name=app].env[name=PLAN]",
                "spec.template.spec.containers[name=app].resources.limits.cpu",
            ])
        #expect(try fields(applied).fields(missingIn: .object([:])).count == 6)
        #expect(FieldSet.empty.fields(missingIn: .null).isEmpty)
    }

    @Test("Claims on an object are read from its managed fields, and what cannot be read is passed over")
    func owners() throws {
        let body = try Value(
            json: """
                {"metadata":{"managedFields":[
                {"manager":"cadastre","operation":"Apply","time":"2026-11-23T21:00:00Z","fieldsV1":{"f:spec":{}}},
                {"manager":"cadastre","operation":"Update","fieldsV1":{"f:spec":{}}},
                {"manager":"cadastre","operation":"Apply","subresource":"status","fieldsV1":{"f:status":{}}},
                {"manager":"kubectl-edit","operation":"Update","time":"yesterday","fieldsV1":{"f:spec":{}}},
                {"manager":"kube-controller-manager","operation":"Update","fieldsV1":{"f:status":{"f:hard":{}}}},
                {"manager":"nameless","fieldsV1":{}},{"operation":"Apply","fieldsV1":{}},{"manager":"x","operation":"Apply"},
                {"manager":"x","operation":"Patch","fieldsV1":{}},7]}}
                """)
        let owners = FieldOwner.owners(of: body)
        #expect(
            owners.map(\.manager) == [
                "cadastre", "cadastre", "cadastre", "kubectl-edit", "kube-controller-manager",
            ])
        #expect(owners.map(\.isOurs) == [true, false, false, false, false])
        #expect(owners.map(\.isReport) == [false, false, true, false, true])
        #expect(owners.map(\.at) == [Timestamp(rfc3339: "2026-11-23T21:00:00Z"), nil, nil, nil, nil])
        for odd in ["{}", "null", "{\"metadata\":{\"managedFields\":{}}}"] {
            #expect(FieldOwner.owners(of: try Value(json: odd)).isEmpty)
        }
    }
}
