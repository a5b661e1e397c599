import AWS
import ArgumentParser
import Core
import Specs
import Values

struct IAMPolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "iam-policy",
        abstract: "Prints the least that has to be allowed in AWS for this fleet.",
        discussion: """
            A policy of IAM for whoever plans and applies: what bears the fleet's name or tag, in its accounts and regions. \
            docs/aws.md says what each action is for.

            EXAMPLES
              cadastre iam-policy >policy.json
              aws iam create-policy --policy-name cadastre --policy-document file://policy.json
            """)

    @OptionGroup var specs: SpecsOption

    func run() async throws {
        let fleet = try await loadFleet(specs.specs)
        let places = fleet.regions.compactMap(\.aws).map(AWSPlace.init)
        guard !places.isEmpty else {
            throw Problem.nowhereInAWS
        }
        let policy = leastPrivilege(
            fleet: fleet.platform.name.value.text, places: places,
            roles: fleet.regions.compactMap { $0.recovery?.role?.value })
        OutputStream.standardOutput.write(policy.json(.pretty) + [UInt8(ascii: "\n")])
    }
}
