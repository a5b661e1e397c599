package import Core

extension Problem {
    package static let nowhereInAWS = Problem(
        "aws.nowhere", "no Region of these specs is in AWS",
        help: "say where a Region's databases are made, with spec.aws")

    /// What is missing in another account would all be made there.
    static func otherAccount(_ found: String, wanted: String, region: String) -> Problem {
        Problem(
            "aws.other-account", "the AWS credentials belong to another account",
            detail: "they are of \(found), and the specs place \(region) in \(wanted)",
            help: "use credentials of \(wanted), or mend spec.aws.account of the Region")
    }

    static func keyInUse(_ purpose: String, by user: String) -> Problem {
        Problem(
            "aws.key-in-use", "data is encrypted with the key",
            detail: "could not \(purpose): without it, \(user) could not be read any more",
            help: "delete that first, if its data may go")
    }

    static func snapshotFailed(_ purpose: String, _ snapshot: String) -> Problem {
        Problem(
            "aws.snapshot-failed", "the last snapshot failed",
            detail:
                "could not \(purpose): snapshot \(snapshot) has failed, and without it nothing is deleted",
            help: "delete the failed snapshot, and apply again")
    }
}
