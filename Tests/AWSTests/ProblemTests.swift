import Core
import Diagnostics
import TestSupport
import Testing

@testable import AWS

@Suite("What cannot be done in AWS")
struct ProblemTests {
    @Test(
        "Is told in words",
        arguments: [
            .nowhereInAWS, Problem.otherAccount("444455556666", wanted: "111122223333", region: "eu-west-1"),
            .keyInUse("delete Key parking-acme", by: "snapshot parking-acme-final-1a2b"),
            .passwordUnreadable(
                "read status.MasterUserSecret.Password of DBInstance parking-acme", server: "parking-acme",
                secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1a2b"),
            .snapshotFailed("delete DBInstance parking-acme", "parking-acme-final-1a2b"),
            .bucketNameTaken(
                "create Bucket parking-acme-111122223333-eu-west-1", "parking-acme-111122223333-eu-west-1"),
            .bucketNotEmpty(
                "delete Bucket parking-acme-111122223333-eu-west-1", "parking-acme-111122223333-eu-west-1"),
        ])
    func words(_ problem: Problem) {
        expectGolden(
            DiagnosticText(sources: SourceMap()).render(Diagnostic(.error, problem)),
            at: "Cases/problem/\(problem.code).txt")
    }
}
