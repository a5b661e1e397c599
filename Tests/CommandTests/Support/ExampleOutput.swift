import Foundation

/// The example fleet's objects as they are committed in output/, which a test holds to specs/.
enum ExampleOutput {
    /// How many there are: in all, or in a folder such as `eu-west-1/kubernetes/parking-tenant-nordwind`.
    static func count(in folder: String = "") throws -> Int {
        let path = repository.appendingPathComponent("output/\(folder)").path
        return try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(".yaml") }
            .count
    }
}
