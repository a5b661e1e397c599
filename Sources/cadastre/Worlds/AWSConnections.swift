import AWS
import AWSClient
import Core
import Credentials
import Specs

/// Connects to AWS as the Regions say. All regions share connections and credentials, which are only looked for when a
/// Region is in AWS.
final class AWSConnections {
    private let surroundings: Surroundings
    private let places: [AWSPlace: Scope]
    private lazy var access = Result { () throws(Problem) in
        let authorities = try AWSTransport.authorities(environment: surroundings.environment)
        return try AWSAccess(
            surroundings,
            over: AWSTransport(userAgent: "cadastre/\(Version.current)", authorities: authorities))
    }

    /// - Parameter tell: takes what programs that hand out credentials say to a person.
    init(_ fleet: Fleet, tell: @escaping @Sendable (String) -> Void) {
        surroundings = Surroundings(environment: Environment.all, tell: tell)
        let homes = fleet.regions.compactMap { region in
            region.aws.map { (AWSPlace($0), Scope(.aws, region.name.value.text)) }
        }
        places = Dictionary(homes, uniquingKeysWith: { first, _ in first })
    }

    func connection(to aws: Region.AWS) throws(Problem) -> AWSConnection {
        try access.get().connection(
            to: aws.region.value, endpoint: aws.endpoint?.value.text,
            as: aws.role.map { RoleRequest(arn: $0.value) })
    }

    func provider(for aws: Region.AWS, in scope: Scope) throws(Problem) -> AWSProvider {
        try AWSProvider(
            scope: scope, connection: connection(to: aws), account: aws.account.value.text, places: places,
            now: { Clock.now })
    }
}

extension AWSPlace {
    init(_ aws: Region.AWS) {
        self.init(account: aws.account.value.text, region: aws.region.value)
    }
}
