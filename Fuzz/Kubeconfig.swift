import Core

@testable import Kubernetes

/// The kubeconfig is read, or refused without a word of what is in it. Files that it names are not touched.
@Sendable func fuzzKubeconfig(_ bytes: [UInt8]) {
    guard let config = try? KubeconfigFile(path: "kubeconfig", bytes: bytes).read() else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    guard
        !["client-certificate:", "client-key:", "certificate-authority:", "tokenFile"].contains(
            where: text.contains)
    else { return }
    for name in config.contexts.keys { _ = try? config.connection(context: name) }
}
