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

    /// Buckets of all accounts share their names.
    static func bucketNameTaken(_ purpose: String, _ name: String) -> Problem {
        Problem(
            "aws.bucket-name-taken", "the bucket's name is taken in another AWS account",
            detail:
                "could not \(purpose): \(name) is a bucket of somebody else's, and no two in AWS have one name",
            help: "find out whose it is: if it is not yours, rename the tenant or the platform")
    }

    static func bucketNotEmpty(_ purpose: String, _ name: String) -> Problem {
        Problem(
            "aws.bucket-not-empty", "the bucket is not empty",
            detail:
                "could not \(purpose): there are files in it, or versions of files, and AWS deletes no such bucket",
            help: "empty \(name), all versions included, if its files may go, and apply again")
    }

    /// - Parameter secret: the name or ARN of what RDS keeps the password in.
    static func passwordUnreadable(_ purpose: String, server: String, secret: String) -> Problem {
        Problem(
            "aws.password-unreadable", "the secret of a database holds no password",
            detail: "could not \(purpose): \(secret) is no JSON object with a text `password`",
            help: """
                have RDS make a new one: aws rds modify-db-instance --db-instance-identifier \(server) \
                --rotate-master-user-password --apply-immediately
                """)
    }

    static func snapshotFailed(_ purpose: String, _ snapshot: String) -> Problem {
        Problem(
            "aws.snapshot-failed", "the last snapshot failed",
            detail:
                "could not \(purpose): snapshot \(snapshot) has failed, and without it nothing is deleted",
            help: "delete the failed snapshot, and apply again")
    }
}
