import AWS
import AWSClient
import Core
import Credentials
import Specs
import Threads

/// Connections and credentials for AWS, which all regions share; only looked for when a Region is in AWS.
final class AWSEntrance: Sendable {
    private let surroundings: Surroundings
    private let made = Locked<AWSAccess?>(nil)

    /// - Parameter tell: takes what programs that hand out credentials say to a person.
    init(tell: @escaping @Sendable (String) -> Void) {
        surroundings = Surroundings(environment: Environment.all, tell: tell)
    }

    /// Where it could not be made, the next who asks tries again.
    func access() throws(Problem) -> AWSAccess {
        try made.withLock { made throws(Problem) in
            if let made { return made }
            let authorities = try AWSTransport.authorities(environment: surroundings.environment)
            let access = try AWSAccess(
                surroundings,
                over: AWSTransport(userAgent: "cadastre/\(Version.current)", authorities: authorities))
            made = access
            return access
        }
    }
}

/// Connects to AWS as the Regions say.
final class AWSConnections {
    private let entrance: AWSEntrance
    private let places: [AWSPlace: Scope]

    init(_ fleet: Fleet, through entrance: AWSEntrance) {
        self.entrance = entrance
        let homes = fleet.regions.compactMap { region in
            region.aws.map { (AWSPlace($0), Scope(.aws, region.name.value.text)) }
        }
        places = Dictionary(homes, uniquingKeysWith: { first, _ in first })
    }

    func connection(to aws: Region.AWS) throws(Problem) -> AWSConnection {
        try entrance.access().connection(
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
