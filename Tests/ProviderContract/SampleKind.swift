package import Core
import Values

/// The kinds that the contract is checked with, declared as the product declares them.
package enum SampleKind {
    package static let namespace = Kind("Namespace", isNamespaced: false, holdsData: true)
    package static let configMap = Kind("ConfigMap")
    package static let secret = Kind("Secret", hidden: "data")
    package static let deployment = Kind(
        "Deployment", group: "apps", immutable: ["spec.selector"],
        comparison: [
            "spec": .object([
                "template": .object(["spec": .object(["containers": .keyed(by: ["name"], container)])])
            ])
        ])
    package static let served = [namespace, configMap, secret, deployment]
    /// Of a group that no server knows.
    package static let unserved = Kind("Parcel", group: "contract.cadastre.dev")

    private static let container = Comparison.object([
        "env": .keyed(by: ["name"]),
        "ports": .keyed(by: ["containerPort", "protocol"]),
        "resources": .object([
            "requests": .object([:], rest: .quantity), "limits": .object([:], rest: .quantity),
        ]),
    ])
}
