import AWSClient
import Core
import Threads
import Values

/// A password in Secrets Manager, which AWS makes up and nobody is shown.
struct MasterUserSecretKind: AWSKind {
    let name = "MasterUserSecret"

    /// On a server: which version of its secret it was given.
    static let versionTag = "cadastre.dev/password-version"

    func all(_ search: Search) async throws -> [FoundObject] {
        let secrets = try await search.lists.secrets.value()
        let names = try await search.api.names()
        return secrets.filter { search.mayBeOurs($0[key: "Name"]?.string ?? "") }.map { object($0, names) }
    }

    /// Of every secret, by name and by ARN, the version that it has now.
    static func versions(in secrets: [Value]) -> [String: String] {
        var versions: [String: String] = [:]
        for secret in secrets {
            let version = current(secret[key: "SecretVersionsToStages"])
            for name in ["Name", "ARN"].compactMap({ secret[key: $0]?.string }) { versions[name] = version }
        }
        return versions
    }

    /// Nil where there is no such secret.
    static func version(of name: String, _ api: RegionAPI) async throws -> String? {
        let answer = try await api.find(
            SecretsCalls.describe, ["SecretId": .string(name)], to: "read MasterUserSecret \(name)")
        return current(answer?.json[key: "VersionIdsToStages"])
    }

    private static func current(_ stages: Value?) -> String? {
        (stages?.fields ?? [:]).first { $0.value.array?.contains("AWSCURRENT") == true }?.key
    }

    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        guard
            let answer = try await api.find(
                SecretsCalls.describe, ["SecretId": .string(name)], to: "read MasterUserSecret \(name)")
        else { return nil }
        return object(answer.json, try await api.names())
    }

    private func object(_ secret: Value, _ names: Names) -> FoundObject {
        let arn = secret[key: "ARN"]?.string ?? ""
        var spec = Fields()
        spec.set("Description", secret[key: "Description"])
        spec.set("KmsKeyId", names.key(secret[key: "KmsKeyId"]?.string))
        var told = Fields()
        // Lists and single looks have it by two names.
        let stages = secret[key: "SecretVersionsToStages"] ?? secret[key: "VersionIdsToStages"]
        told.set("VersionId", Self.current(stages).map(Value.string))
        return FoundObject(
            name: secret[key: "Name"]?.string ?? "", uid: arn, handle: arn,
            tags: Tags(secret[key: "Tags"]), spec: spec, told: told,
            isTerminating: secret[key: "DeletedDate"].map { !$0.isNull } ?? false)
    }

    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        let random = try await api.send(
            SecretsCalls.randomPassword, ["PasswordLength": 40, "ExcludePunctuation": true],
            to: wanted.purpose)
        var input = attributes(wanted)
        input["Name"] = .string(wanted.name)
        input["SecretString"] = random.json[key: "RandomPassword"] ?? .null
        input["Tags"] = wanted.tags.list()
        try await api.send(SecretsCalls.create, input, to: wanted.purpose)
    }

    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        var input = attributes(wanted)
        input["SecretId"] = .string(found.handle)
        try await api.send(SecretsCalls.update, input, to: wanted.purpose)
    }

    private func attributes(_ wanted: WantedObject) -> Fields {
        var input = Fields()
        input.set("Description", wanted["Description"])
        input.set("KmsKeyId", wanted["KmsKeyId"]?.string.map { .string("alias/\($0)") })
        return input
    }

    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        try await api.send(
            SecretsCalls.tag, ["SecretId": .string(found.handle), "Tags": tags.list()],
            to: "mark MasterUserSecret \(found.name)")
    }

    /// After thirty days in which it can be taken back.
    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        try await api.send(
            SecretsCalls.delete, ["SecretId": .string(found.handle), "RecoveryWindowInDays": 30],
            to: "delete MasterUserSecret \(found.name)")
        return .applied
    }

    func secret(of found: FoundObject, _ api: RegionAPI, to purpose: String) async throws -> Secret? {
        try await Self.value(of: found.handle, api, to: purpose).text.string.map { Secret($0) }
    }

    /// What is in it, to be handed on to AWS and nobody else.
    static func value(
        of name: String, _ api: RegionAPI, to purpose: String
    ) async throws -> (text: Value, version: String) {
        let answer = try await api.send(SecretsCalls.value, ["SecretId": .string(name)], to: purpose)
        guard let text = answer.json[key: "SecretString"], let version = answer.json[key: "VersionId"]?.string
        else {
            throw Problem(
                "aws.answer", "a secret holds no text",
                detail: "could not \(purpose): MasterUserSecret \(name) has none",
                help: "delete the secret, and apply again")
        }
        return (text, version)
    }
}
