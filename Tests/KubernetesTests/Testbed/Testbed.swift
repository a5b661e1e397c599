import Core
import Foundation
import HTTP
import Kubernetes

/// The real API servers that `scripts/testbed up` starts.
enum Testbed {
    struct Missing: Error, CustomStringConvertible {
        let why: String
        var description: String {
            "this test needs a real API server: run scripts/testbed up, then "
                + "eval \"$(scripts/testbed env)\" (\(why))"
        }
    }

    static let region = "eu-west-1"
    static let scope = Scope(.kubernetes, region)

    /// - Parameter context: `eu-west-1`, or with `-token` or `-viewer`.
    static func connection(_ context: String = region) throws -> ClusterConnection {
        guard let path = ProcessInfo.processInfo.environment["CADASTRE_TEST_KUBECONFIG"] else {
            throw Missing(why: "CADASTRE_TEST_KUBECONFIG is not set")
        }
        do {
            return try Kubeconfig(reading: [path]).connection(context: context)
        } catch {
            throw Missing(why: "\(error.summary): \(error.detail)")
        }
    }

    static func provider(_ context: String = region) throws -> KubernetesProvider {
        KubernetesProvider(scope: scope, connection: try connection(context))
    }

    /// A name that no other test uses: the cluster outlives them all.
    static func uniqueName(_ prefix: String) -> String {
        "\(prefix)-\(UUID().uuidString.lowercased().prefix(13))"
    }
}
