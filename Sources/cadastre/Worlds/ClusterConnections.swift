import AWSClient
import Core
import Credentials
import Kubernetes
import Specs

/// Connects to clusters as the Regions say. The kubeconfig is read once, and only if a Region needs it.
final class ClusterConnections {
    private let paths: [String]
    private let surroundings: Surroundings
    private let clouds: AWSConnections
    private lazy var kubeconfig = Result { () throws(Problem) in try Kubeconfig(reading: paths) }

    /// - Parameters:
    ///   - clouds: where clusters of EKS get their tokens.
    ///   - tell: takes what credential plugins say to a person.
    init(kubeconfig: String?, clouds: AWSConnections, tell: @escaping @Sendable (String) -> Void) {
        self.clouds = clouds
        surroundings = Surroundings(environment: Environment.all, tell: tell)
        paths = Self.kubeconfigs(kubeconfig)
    }

    /// Paths of the files.
    static func kubeconfigs(_ named: String?) -> [String] {
        named.map { [$0] } ?? Kubeconfig.paths(environment: Environment.all)
    }

    func connection(to region: Region) throws(Problem) -> ClusterConnection {
        let cluster = region.kubernetes
        if let server = cluster.server, let name = cluster.eks, let aws = region.aws {
            return try ClusterConnection(
                server: server.value.text, authorityFile: cluster.caFile?.value,
                tokensOf: try issuer(name.value, in: aws))
        }
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

    private func issuer(_ cluster: String, in aws: Region.AWS) throws(Problem) -> TokenIssuer {
        let connection = try clouds.connection(to: aws)
        return TokenIssuer { try await connection.token(forCluster: cluster) }
    }
}
