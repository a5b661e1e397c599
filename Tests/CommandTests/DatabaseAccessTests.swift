import Foundation
import Testing
import Values

/// From a database that is made in AWS to the environment of the pods that use it, on real API servers.
@Suite("How a workload reaches its database")
struct DatabaseAccessTests {
    private static let region = "eu-west-1"

    /// A fleet of its own, and all that any command has said of it.
    private final class Site {
        let cluster: Cluster
        let fleet: String
        let work: Workspace
        private(set) var said = ""

        var tenant: String { "\(fleet)-tenant-nordwind" }
        var shared: String { "\(fleet)-shared" }
        var secret: String { "\(fleet)-database" }

        init() throws {
            cluster = try Cluster()
            fleet = Cluster.fleetName()
            work = try Workspace(platform: fleet, account: cluster.account)
        }

        @discardableResult
        func cadastre(_ arguments: String...) throws -> ProgramRun {
            let end = try run(commandPath, arguments, in: work.folder, environment: cluster.environment)
            said += end.everything
            return end
        }

        @discardableResult
        func here(_ command: String, _ options: String...) throws -> ProgramRun {
            let end = try run(
                commandPath, [command, "--region", DatabaseAccessTests.region] + options, in: work.folder,
                environment: cluster.environment)
            said += end.everything
            return end
        }

        func kubectl(_ arguments: String...) throws -> String {
            let end = try cluster.kubectl(DatabaseAccessTests.region, arguments)
            end.expect(0)
            return end.output
        }

        /// What a pod of the namespace has in its environment.
        func environment(of namespace: String) throws -> [String: String] {
            var result: [String: String] = [:]
            for kind in ["configmap", "secret"] {
                let object = try Value(
                    json: try kubectl("get", kind, secret, "-n", namespace, "-o", "json"))
                for (name, value) in object[key: "data"]?.fields ?? [:] {
                    let text = value.string ?? ""
                    result[name] =
                        kind == "configmap"
                        ? text
                        : try String(
                            decoding: #require(Data(base64Encoded: text)), as: UTF8.self)
                }
            }
            return result
        }

        func annotation(_ path: String, of kind: String, _ name: String, in namespace: String) throws
            -> String
        {
            try kubectl(
                "get", kind, name, "-n", namespace, "-o",
                "jsonpath={\(path).annotations.cadastre\\.dev/\(kind == "secret" ? "secret-version" : "database")}"
            )
        }

        /// What AWS's own library says in answer to a few lines of Python.
        func aws(_ script: String) throws -> String {
            let python = try #require(ProcessInfo.processInfo.environment["CADASTRE_TEST_AWS_PYTHON"])
            let opening = """
                import boto3, json
                rds, store = (boto3.client(name, region_name="\(DatabaseAccessTests.region)") for name in ("rds", "secretsmanager"))
                def instance(name): return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]
                def managed(name): return store.get_secret_value(SecretId=instance(name)["MasterUserSecret"]["SecretArn"])

                """
            let end = try run(python, ["-c", opening + script], environment: cluster.environment)
            end.expect(0)
            return end.output.trimmingCharacters(in: .newlines)
        }

        /// The password of the tenant's own server, as Secrets Manager has it.
        func password() throws -> String {
            try aws("print(json.loads(managed('\(fleet)-nordwind')['SecretString'])['password'])")
        }

        func rotate() throws {
            _ = try aws(
                "rds.modify_db_instance(DBInstanceIdentifier='\(fleet)-nordwind', RotateMasterUserPassword=True, ApplyImmediately=True)"
            )
        }

        /// Nothing that was said, and no file that was written, has the text, in clear or as Kubernetes keeps it.
        func expectNowhere(_ secret: String) throws {
            let texts = [secret, Data(secret.utf8).base64EncodedString()]
            for text in texts { #expect(!said.contains(text)) }
            let files = FileManager.default.enumerator(at: work.folder, includingPropertiesForKeys: nil)
            var count = 0
            while let file = files?.nextObject() as? URL {
                guard let data = try? Data(contentsOf: file) else { continue }
                count += 1
                for text in texts {
                    #expect(!String(decoding: data, as: UTF8.self).contains(text), "\(file.path)")
                }
            }
            #expect(count > 10)
        }
    }

    @Test("Is made with the database, in one run; what differs is shown, and the password nowhere")
    func everything() throws {
        let site = try Site()
        let before = try PlanDocument(site.here("plan", "--output", "json"))
        #expect(before.changes.contains("create Secret \(site.tenant)/\(site.secret)"))
        try site.here("apply", "--yes", "--report", "first.jsonl").expect(0)

        let first = try site.password()
        let environment = try site.environment(of: site.tenant)
        let address = try site.aws("print(instance('\(site.fleet)-nordwind')['Endpoint']['Address'])")
        #expect(
            environment == [
                "PGHOST": address, "PGPORT": "5432", "PGDATABASE": "postgres", "PGUSER": "cadastre",
                "PGSSLMODE": "verify-full", "PGPASSWORD": first,
                "DATABASE_URL":
                    "postgresql://cadastre:\(first)@\(address):5432/postgres?sslmode=verify-full",
            ])
        // Of a server with replicas the password is in a secret of the fleet's.
        let shared = try site.aws(
            "print(store.get_secret_value(SecretId='\(site.fleet)-shared-\(Self.region)')['SecretString'])")
        #expect(try site.environment(of: site.shared)["PGPASSWORD"] == shared)
        try site.here("plan").expect(0)

        try edited(site, first)
        let second = try rotated(site, first)
        try refused(site)
        for command in [
            ["diff"], ["plan", "--output", "markdown"], ["explain", "nordwind", "--observe"], ["graph"],
            ["explain", "Secret", "\(site.tenant)/\(site.secret)"], ["render", "--to", "rendered"],
            ["run", "--once", "--log", "json"], ["report", "first.jsonl"], ["residency"],
        ] {
            let end = try run(
                commandPath, command, in: site.work.folder, environment: site.cluster.environment)
            #expect(end.code != 64, "\(end.everything)")
            for secret in [first, second, shared] { #expect(!end.everything.contains(secret), "\(command)") }
        }
        for secret in [first, second, shared, try site.password()] { try site.expectNowhere(secret) }
    }

    /// Somebody gives the Secret another password.
    private func edited(_ site: Site, _ password: String) throws {
        _ = try site.kubectl(
            "patch", "secret", site.secret, "-n", site.tenant, "--field-manager=kubectl-edit", "--type=merge",
            "-p", #"{"stringData":{"PGPASSWORD":"somebody's"}}"#)
        let run = try site.here("plan", "--output", "json")
        run.expect(2)
        let plan = try PlanDocument(run)
        #expect(plan.findingCodes == [])
        #expect(plan.changes == ["update Secret \(site.tenant)/\(site.secret)"])
        #expect(plan.differences == [#"data.PGPASSWORD: "•••" → "•••""#])
        let difference = plan.value[key: "changes"]?.array?.first?[key: "differences"]?.array?.first
        #expect(difference?[at: "drift.manager"] == "kubectl-edit")
        #expect(!run.everything.contains("somebody's"))
        try site.here("apply", "--yes").expect(0)
        #expect(try site.environment(of: site.tenant)["PGPASSWORD"] == password)
        try site.here("plan").expect(0)
    }

    /// AWS gives the server another password.
    private func rotated(_ site: Site, _ password: String) throws -> String {
        let versions = (
            secret: try site.annotation(".metadata", of: "secret", site.secret, in: site.tenant),
            pods: try site.annotation(
                ".spec.template.metadata", of: "deployment", "\(site.fleet)-app", in: site.tenant)
        )
        try site.rotate()
        let next = try site.password()
        #expect(next != password)
        let version = try site.aws("print(managed('\(site.fleet)-nordwind')['VersionId'])")
        let plan = try PlanDocument(site.here("plan", "--output", "json", "--save", "saved.json"))
        #expect(
            plan.changes == [
                "update Deployment \(site.tenant)/\(site.fleet)-app",
                "update Secret \(site.tenant)/\(site.secret)",
            ])
        let pods = versions.pods.replacingOccurrences(of: versions.secret, with: version)
        #expect(pods != versions.pods)
        #expect(
            plan.differences == [
                #"metadata.annotations["cadastre.dev/secret-version"]: "\#(versions.secret)" → "\#(version)""#,
                #"spec.template.metadata.annotations["cadastre.dev/database"]: "\#(versions.pods)" → "\#(pods)""#,
            ])
        // The pods come after what they read.
        #expect(plan.order.last == "update Deployment \(site.tenant)/\(site.fleet)-app")
        try site.cadastre("apply", "saved.json", "--yes").expect(0)
        #expect(try site.environment(of: site.tenant)["PGPASSWORD"] == next)
        try site.here("plan").expect(0)
        return next
    }

    /// The server refuses the next one.
    private func refused(_ site: Site) throws {
        let patch = ["patch", "secret", site.secret, "-n", site.tenant, "--type=merge", "-p"]
        _ = try site.cluster.kubectl(Self.region, patch + [#"{"immutable":true}"#])
        try site.rotate()
        let run = try site.here("apply", "--yes")
        run.expect(1)
        #expect(run.everything.contains("kubernetes.invalid"))
        #expect(run.everything.contains("data: it is refused"))
    }
}
