import AWSClient
import Core
import Threads
import Values

/// A bucket of S3. It is made with its mark, so that what a run has left half made is known as ours and brought to its end.
struct BucketKind: AWSKind {
    let name = "Bucket"
    let isReadyOnceMade = true

    /// What a bucket is called, and where it is.
    struct Listed: Sendable {
        let name: String
        let region: String
    }

    // MARK: - Finding

    func all(_ search: Search) async throws -> [FoundObject] {
        let api = search.api
        let names = try await api.names()
        let buckets = try await Self.list(api, beginning: search.fleet, in: api.region).filter {
            search.mayBeOurs($0.name)
        }
        return try await concurrently(buckets, atMost: RegionAPI.inFlight) { bucket in
            try await search.object(bucket.name, api.bucketARN(bucket.name)) {
                try await found(bucket, $0, names, api) {
                    search.wanted.contains(bucket.name) || $0?.fleet == search.fleet
                }
            }
        }.compactMap(\.self)
    }

    func one(_ name: String, _ api: RegionAPI) async throws -> FoundObject? {
        let listed = try await Self.list(api, beginning: name, in: api.region).first { $0.name == name }
        // The list may not have a new one yet.
        let bucket =
            if let listed { listed } else {
                try await Self.isHere(name, api) ? Listed(name: name, region: api.region) : nil
            }
        guard let bucket else { return nil }
        return try await found(bucket, nil, try await api.names(), api) { _ in true }
    }

    /// Whether the account has it in this region, by the bucket itself.
    private static func isHere(_ name: String, _ api: RegionAPI) async throws -> Bool {
        switch try await api.connection.result(
            of: S3Calls.tags, input(name, api), to: "read Bucket \(name)")
        {
        case .success: return true
        case .failure(let error) where error.code == "NoSuchTagSet": return true
        // Of another account, or in another region.
        case .failure(let error) where error.isDenied || error.bucketRegion != nil: return false
        case .failure(let error) where error.isNotFound: return false
        case .failure(let error): throw error.problem
        }
    }

    /// The account's own, by the beginning of their names.
    ///
    /// - Parameter region: where they are; anywhere where nil.
    static func list(_ api: RegionAPI, beginning prefix: String = "", in region: String? = nil) async throws
        -> [Listed]
    {
        var input: Fields = ["MaxBuckets": 1000]
        if !prefix.isEmpty { input["Prefix"] = .string(prefix) }
        input.set("BucketRegion", region.map(Value.string))
        return try await api.list(
            S3Calls.list, by: Paging("ContinuationToken"), input, to: "list buckets"
        ) { answer in
            answer.xml.list("Buckets").map { bucket in
                Listed(
                    name: bucket.text("Name") ?? "",
                    region: bucket.text("BucketRegion") ?? region ?? api.region)
            }
        }
    }

    /// Nil of what is not looked for, and of what is gone by now.
    ///
    /// - Parameters:
    ///   - listed: its tags where they are known already.
    ///   - isLookedFor: says so by the mark; of nothing else of such a bucket anything is read.
    private func found(
        _ bucket: Listed, _ listed: Tags?, _ names: Names, _ api: RegionAPI,
        where isLookedFor: (Mark?) -> Bool
    ) async throws -> FoundObject? {
        do {
            var tags = listed ?? Tags([:])
            if listed == nil, let answer = try await Self.read(S3Calls.tags, of: bucket.name, api) {
                tags = answer.xml.tags("TagSet")
            }
            guard isLookedFor(tags.mark) else { return nil }
            var spec: Fields = ["LocationConstraint": .string(bucket.region)]
            for attribute in BucketAttribute.all {
                let answer = try await Self.read(attribute.get, of: bucket.name, api)
                spec.set(
                    attribute.member, answer.flatMap { attribute.read($0, names, api) } ?? attribute.absent)
            }
            return FoundObject(
                name: bucket.name, uid: api.bucketARN(bucket.name), handle: bucket.name, tags: tags,
                spec: spec)
        } catch is BucketIsGone {
            return nil
        }
    }

    /// Nil where nothing was ever set.
    static func read(_ operation: AWSOperation, of bucket: String, _ api: RegionAPI) async throws
        -> AWSAnswer?
    {
        switch try await api.connection.result(
            of: operation, input(bucket, api), to: "read Bucket \(bucket)")
        {
        case .success(let answer): return answer
        case .failure(let error) where error.code == "NoSuchBucket": throw BucketIsGone()
        case .failure(let error) where error.isNotFound: return nil
        case .failure(let error): throw error.problem
        }
    }

    /// One that encrypts what it gets with the key of this alias.
    static func encrypted(with alias: String, beginning prefix: String, _ api: RegionAPI) async throws
        -> String?
    {
        let names = try await api.names()
        let encryption = BucketAttribute.serverSideEncryption
        let buckets = try await list(api, beginning: prefix, in: api.region)
        return try await concurrently(buckets, atMost: RegionAPI.inFlight) { bucket -> String? in
            do {
                let answer = try await read(encryption.get, of: bucket.name, api)
                let key = answer.flatMap { encryption.read($0, names, api) }?[key: "KMSMasterKeyID"]
                return key == .string(alias) ? bucket.name : nil
            } catch is BucketIsGone {
                return nil
            }
        }.compactMap(\.self).min()
    }

    private static func input(_ bucket: String, _ api: RegionAPI) -> Fields {
        ["Bucket": .string(bucket), "ExpectedBucketOwner": .string(api.account)]
    }

    // MARK: - Changing

    func create(_ wanted: WantedObject, _ api: RegionAPI) async throws {
        var configuration = Fields()
        // The oldest region has no name here.
        if api.region != "us-east-1" { configuration["LocationConstraint"] = .string(api.region) }
        configuration["Tags"] = ["Tag": wanted.tags.list()]
        var input: Fields = [
            "Bucket": .string(wanted.name), "CreateBucketConfiguration": .object(configuration),
        ]
        input.set("ObjectOwnership", wanted["ObjectOwnership"])
        switch try await api.connection.result(of: S3Calls.create, input, to: wanted.purpose) {
        case .success: break
        case .failure(let error) where error.code == "BucketAlreadyExists":
            throw Problem.bucketNameTaken(wanted.purpose, wanted.name)
        case .failure(let error) where error.isAlreadyThere:
            guard try await one(wanted.name, api) == nil,
                try await Self.region(of: wanted.name, api) ?? api.region == api.region
            else { throw error.problem }
            throw NotYet("Bucket \(wanted.name) to be seen")
        case .failure(let error): throw error.problem
        }
        let rest = wanted.spec.keys.filter { $0 != "ObjectOwnership" && wanted[$0]?[key: "Rules"] != [] }
        try await set(Set(rest), wanted, api)
    }

    func modify(
        _ found: FoundObject, _ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI
    ) async throws {
        try await set(members, wanted, api)
    }

    /// One after the other: S3 refuses to change two attributes of one bucket at once.
    private func set(_ members: Set<String>, _ wanted: WantedObject, _ api: RegionAPI) async throws {
        let names = try await api.names()
        for attribute in BucketAttribute.all where members.contains(attribute.member) {
            guard let value = wanted[attribute.member], let call = attribute.write(value, names, api) else {
                continue
            }
            var input = Self.input(wanted.name, api)
            input.set(call.payload, call.content)
            switch try await api.connection.result(of: call.operation, input, to: wanted.purpose) {
            case .success: break
            case .failure(let error) where Self.isOfNewBucket(error):
                throw NotYet("all of S3 to know Bucket \(wanted.name)")
            case .failure(let error): throw error.problem
            }
        }
    }

    /// S3 does not know everywhere at once what was made or set a moment ago.
    private static func isOfNewBucket(_ error: AWSError) -> Bool {
        ["NoSuchBucket", "OperationAborted"].contains(error.code)
            || error.code == "InvalidRequest"
                && ["Versioning must be 'Enabled'", "Destination bucket must exist"].contains(
                    where: error.message.contains)
    }

    /// S3 takes all tags or none: those that others have given it stay.
    func tag(_ found: FoundObject, _ tags: Tags, _ api: RegionAPI) async throws {
        let all = Tags(found.tags.values.merging(tags.values) { _, ours in ours })
        var input = Self.input(found.name, api)
        input["Tagging"] = ["TagSet": ["Tag": all.list()]]
        try await api.send(S3Calls.setTags, input, to: "mark Bucket \(found.name)")
    }

    /// Only an empty one goes: S3 deletes none with something in it, and nothing here ever empties one.
    func delete(_ found: FoundObject, _ api: RegionAPI) async throws -> Outcome {
        let purpose = "delete Bucket \(found.name)"
        switch try await api.connection.result(
            of: S3Calls.delete, Self.input(found.name, api), to: purpose)
        {
        case .success: return .applied
        case .failure(let error) where error.isNotFound: return .applied
        case .failure(let error) where error.code == "BucketNotEmpty":
            throw Problem.bucketNotEmpty(purpose, found.name)
        case .failure(let error): throw error.problem
        }
    }
}

/// Somebody has deleted it since it was listed.
private struct BucketIsGone: Error {}

extension RegionAPI {
    /// Neither region nor account are in it: a name is one bucket in all of AWS.
    func bucketARN(_ name: String) -> String { "arn:\(Partition(of: region).name):s3:::\(name)" }

    /// The other way round; what is the ARN of nothing in S3 stays as it is.
    func bucketName(_ arn: String) -> String {
        guard let prefix = arn.firstRange(of: ":s3:::"), arn.hasPrefix("arn:") else { return arn }
        return String(arn[prefix.upperBound...])
    }
}
