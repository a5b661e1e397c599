import AWSClient
import Core
import Threads
import Values

extension BucketKind {
    /// The buckets that S3 copies them to, wherever these are and whoever they belong to: also where no Region is.
    func copies(of found: [FoundObject], _ api: RegionAPI) async throws -> [DataCopy] {
        let destinations = found.flatMap { bucket in
            (bucket.spec["Replication"]?[key: "Rules"]?.array ?? []).compactMap { rule in
                rule[key: "Destination"]?[key: "Bucket"]?.string.map { ($0, bucket.name) }
            }
        }
        if destinations.isEmpty { return [] }
        let own = Dictionary(
            try await Self.list(api).map { ($0.name, $0.region) }, uniquingKeysWith: { first, _ in first })
        let others = Set(destinations.map(\.0)).filter { own[$0] == nil }
        let located = try await concurrently(others, atMost: RegionAPI.inFlight) {
            ($0, try await Self.region(of: $0, api))
        }
        let foreign = Dictionary(located, uniquingKeysWith: { first, _ in first })
        return destinations.compactMap { destination, source in
            guard let region = own[destination] ?? foreign[destination] ?? nil else { return nil }
            let home = api.places[AWSPlace(account: api.account, region: region)] ?? Scope(.aws, region)
            return DataCopy(
                ObjectID(home, name, name: destination), of: ObjectID(api.scope, name, name: source))
        }
    }

    /// Of a bucket of another account, which says where it is even to whoever may not look into it. Nil where there is none.
    static func region(of bucket: String, _ api: RegionAPI) async throws -> String? {
        let input: Fields = ["Bucket": .string(bucket)]
        switch try await api.connection.result(of: S3Calls.head, input, to: "find Bucket \(bucket)") {
        case .success(let answer): return answer.bucketRegion
        case .failure(let error) where error.bucketRegion != nil: return error.bucketRegion
        case .failure(let error) where error.isNotFound: return nil
        case .failure(let error): throw error.problem
        }
    }
}
