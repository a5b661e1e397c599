import Foundation

/// The example fleet's objects as they are committed in output/, which a test holds to specs/.
enum ExampleOutput {
    /// How many there are in all.
    static func count() throws -> Int { try files().count }

    /// How many bear a tenant's mark, wherever they are.
    static func count(ofTenant name: String) throws -> Int {
        try files().count { file in
            try String(contentsOf: file, encoding: .utf8).contains("cadastre.dev/tenant: \(name)\n")
        }
    }

    private static func files() throws -> [URL] {
        let folder = repository.appendingPathComponent("output")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".yaml")
        }
        .map(folder.appendingPathComponent)
    }
}
