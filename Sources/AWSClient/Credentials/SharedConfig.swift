import Core
import Credentials
import Values

/// `~/.aws/config` and `~/.aws/credentials` as one.
struct SharedConfig: Sendable {
    /// By name, without the word `profile`.
    private(set) var profiles: [String: AWSProfile] = [:]
    /// Sections `sso-session NAME`.
    private(set) var signIns: [String: AWSProfile] = [:]

    /// - Throws: `aws.config`. Files that are not there are empty.
    init(environment: [String: String]) throws(Problem) {
        let home = environment["HOME"] ?? ""
        let config = try Self.read(environment["AWS_CONFIG_FILE"] ?? "~/.aws/config", home)
        let keys = try Self.read(environment["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials", home)
        self.init(config: config, keys: keys)
    }

    /// - Parameter keys: the file of credentials, whose values go before those of the other.
    init(config: INIFile?, keys: INIFile?) {
        var settings: [String: [String: Secret]] = [:]
        var services: [String: [String: String]] = [:]
        for section in config?.sections ?? [] {
            let words = section.name.split(separator: " ", maxSplits: 1).map(String.init)
            switch (words.first, words.dropFirst().first) {
            case ("default", nil): settings["default", default: [:]].add(section)
            case ("profile", let name?): settings[name, default: [:]].add(section)
            case ("sso-session", let name?): signIns[name] = AWSProfile(name, [:].adding(section))
            case ("services", let name?):
                for entry in section.entries {
                    guard let url = entry.nested.last(where: { $0.key == "endpoint_url" }) else { continue }
                    services[name, default: [:]][entry.key] = url.value.reveal()
                }
            // Other tools have sections of their own.
            default: break
            }
        }
        for section in keys?.sections ?? [] { settings[section.name, default: [:]].add(section) }
        for (name, settings) in settings {
            let endpoints = settings["services"].flatMap { services[$0.reveal()] }
            profiles[name] = AWSProfile(name, settings, serviceEndpoints: endpoints ?? [:])
        }
    }

    private static func read(_ path: String, _ home: String) throws(Problem) -> INIFile? {
        let path = path.hasPrefix("~/") ? home + path.dropFirst() : path
        let bytes: [UInt8]?
        do throws(SmallFile.Failure) { bytes = try SmallFile.read(path) } catch {
            throw problem("\(path): \(error.words)")
        }
        guard let bytes else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw problem("\(path) is no UTF-8 text")
        }
        do throws(INIFile.Mistake) { return try INIFile(text) } catch {
            throw problem("\(path):\(error.line):\(error.column): \(error.why)")
        }
    }

    private static func problem(_ detail: String) -> Problem {
        Problem(
            "aws.config", "AWS's shared configuration cannot be read", detail: detail,
            help: "correct the file, or name another with AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE")
    }
}

extension [String: Secret] {
    /// Of a key that comes twice the last counts; an empty value is none.
    fileprivate mutating func add(_ section: INIFile.Section) {
        for entry in section.entries where entry.value != Secret("") { self[entry.key] = entry.value }
    }

    fileprivate func adding(_ section: INIFile.Section) -> [String: Secret] {
        var result = self
        result.add(section)
        return result
    }
}
