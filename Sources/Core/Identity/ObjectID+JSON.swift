package import Values

extension ObjectID {
    /// As programs read it; see docs/plan-json.md.
    package var value: Value {
        var result: Fields = ["world": .string(scope.world.rawValue), "region": .string(scope.region)]
        result["kind"] = .string(kind)
        if !namespace.isEmpty { result["namespace"] = .string(namespace) }
        result["name"] = .string(name)
        return .object(result)
    }

    /// Of what `value` gave; nil of anything else.
    package convenience init?(_ value: Value) {
        guard let world = value[key: "world"]?.string.flatMap(World.init),
            let kind = value[key: "kind"]?.string,
            let region = value[key: "region"]?.string, let name = value[key: "name"]?.string
        else { return nil }
        self.init(
            Scope(world, region), kind, namespace: value[key: "namespace"]?.string ?? "", name: name)
    }
}
