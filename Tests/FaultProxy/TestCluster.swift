import Diagnostics
import Foundation
import YAML

/// One of the real API servers that `scripts/testbed up` starts, as its kubeconfig describes it to anybody: read here
/// without the code that the tests are about.
package struct TestCluster: Sendable {
    package struct Missing: Error, CustomStringConvertible {
        let why: String
        package var description: String {
            "this test needs a real API server: run scripts/testbed up, then "
                + "eval \"$(scripts/testbed env)\" (\(why))"
        }
    }

    package let server: String
    let authorities: [UInt8]
    let token: String

    /// - Parameter region: the user of its context `<region>-token` is who works there.
    package init(_ region: String = "eu-west-1") throws {
        guard let path = ProcessInfo.processInfo.environment["CADASTRE_TEST_KUBECONFIG"] else {
            throw Missing(why: "CADASTRE_TEST_KUBECONFIG is not set")
        }
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        guard let root = try YAMLTree.parse(bytes, file: FileID(0)).documents.first,
            let context = Self.entry("\(region)-token", in: root["contexts"])?["context"],
            let cluster = Self.entry(context["cluster"]?.text, in: root["clusters"])?["cluster"],
            let user = Self.entry(context["user"]?.text, in: root["users"])?["user"],
            let server = cluster["server"]?.text, let token = user["token"]?.text,
            let authorities = Data(base64Encoded: cluster["certificate-authority-data"]?.text ?? "")
        else { throw Missing(why: "\(path) has no context \(region)-token with a token") }
        self.server = server
        self.token = token
        self.authorities = [UInt8](authorities)
    }

    private static func entry(_ name: String?, in list: YAMLNode?) -> YAMLNode? {
        list?.items.first { $0["name"]?.text == name }
    }
}
