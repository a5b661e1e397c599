import Core
import HTTP
import Values

/// The object of kind `ExecCredential`, which goes to a plugin and comes back from it.
enum ExecCredential {
    static let group = "client.authentication.k8s.io"

    /// Nobody can be asked: what runs here may have no terminal.
    static func request(_ apiVersion: String, cluster: Value?) -> Secret {
        var spec: Fields = ["interactive": false]
        if let cluster { spec["cluster"] = cluster }
        let value: Value = [
            "apiVersion": .string(apiVersion), "kind": "ExecCredential", "spec": .object(spec),
        ]
        return Secret(value.jsonText)
    }

    /// - Parameter unusable: makes a problem of the reason, which quotes nothing of the answer but its version.
    static func read(
        _ answer: [UInt8], _ apiVersion: String, orThrow unusable: (String) -> Problem
    ) throws(Problem) -> Credential {
        let value: Value
        do throws(JSONError) { value = try Value(json: answer) } catch {
            throw unusable("its answer is not JSON")
        }
        guard value[key: "kind"]?.string == "ExecCredential" else {
            throw unusable("its answer is no ExecCredential")
        }
        guard value[key: "apiVersion"]?.string == apiVersion else {
            throw unusable("its answer is not of \(apiVersion), which the kubeconfig asks for")
        }
        let status = value[key: "status"]
        var credential = Credential()
        if let token = status?[key: "token"]?.string, !token.isEmpty {
            guard token.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) else {
                throw unusable("its token has a line break, a space or another character that no token has")
            }
            credential.token = Secret(token)
        }
        credential.identity = try identity(of: status, orThrow: unusable)
        guard credential.token != nil || credential.identity != nil else {
            throw unusable("its answer has neither a token nor a client certificate")
        }
        if let ends = status?[key: "expirationTimestamp"]?.string {
            guard let time = Timestamp(rfc3339: ends) else {
                throw unusable("its expirationTimestamp is no time such as 2026-01-31T12:00:00Z")
            }
            credential.ends = time
        }
        return credential
    }

    private static func identity(
        of status: Value?, orThrow unusable: (String) -> Problem
    ) throws(Problem) -> TLSSettings.Identity? {
        let certificate = status?[key: "clientCertificateData"]?.string ?? ""
        let key = status?[key: "clientKeyData"]?.string ?? ""
        if certificate.isEmpty, key.isEmpty { return nil }
        guard !certificate.isEmpty, !key.isEmpty else {
            throw unusable("its answer has one of client certificate and key, and needs both or neither")
        }
        do throws(Problem) {
            return TLSSettings.Identity(
                certificate: try Material.pem(Array(certificate.utf8)).certificates(),
                key: try KeyMaterial.key(Array(key.utf8), in: "its answer"))
        } catch {
            throw unusable("its client certificate or key is not in unencrypted PEM form")
        }
    }
}
