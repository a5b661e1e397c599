import Core
import Values

extension Mark {
    /// The mark that a manifest bears; nil where it bears none.
    init?(manifest: Value) {
        let metadata = manifest[key: "metadata"]
        let labels = metadata?[key: "labels"]
        guard labels?[key: Mark.managedByLabel]?.string == Mark.managedByValue,
            let fleet = labels?[key: Mark.fleetLabel]?.string
        else { return nil }
        self.init(
            fleet: fleet, tenant: labels?[key: Mark.tenantLabel]?.string,
            fingerprint: metadata?[key: "annotations"]?[key: Mark.fingerprintAnnotation]?.string)
    }
}
