import Core
import Credentials
import Kubernetes
import Specs

/// Connects to clusters as the Regions say. The kubeconfig is read once, and only if a Region needs it.
final class ClusterConnections {
    private let paths: [String]
    private let surroundings: Surroundings
    private lazy var kubeconfig = Result { () throws(Problem) in try Kubeconfig(reading: paths) }

    /// - Parameter tell: takes what credential plugins say to a person.
    init(kubeconfig: String?, tell: @escaping @Sendable (String) -> Void) {
        surroundings = Surroundings(environment: Environment.all, tell: tell)
        paths = kubeconfig.map { [$0] } ?? Kubeconfig.paths(environment: Environment.all)
    }

    func connection(to cluster: Region.Cluster) throws(Problem) -> ClusterConnection {
        if let server = cluster.server {
            return try ClusterConnection(
                server: server.value.text, authorityFile: cluster.caFile?.value,
                tokenFile: cluster.tokenFile?.value)
        }
        if cluster.inCluster?.value == true {
            return try ClusterConnection.inCluster(environment: Environment.all)
        }
        return try kubeconfig.get().connection(context: cluster.context?.value, plugins: surroundings)
    }
}
