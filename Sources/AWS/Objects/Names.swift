import AWSClient
import Core
import Threads
import Values

/// What AWS' identifiers are called: keys by their aliases, security groups by their names.
struct Names: Sendable {
    private var keys: [String: String] = [:]
    private var identifiers: [String: String] = [:]
    private var groups: [String: String] = [:]
    private var handles: [String: String] = [:]

    /// - Parameter handle: an identifier, or an ARN that ends in one.
    func key(_ handle: String?) -> Value? {
        guard let handle, !handle.isEmpty else { return nil }
        if let alias = handle.firstRange(of: "alias/") { return .string(String(handle[alias.upperBound...])) }
        let identifier = handle.split(separator: "/").last.map(String.init) ?? handle
        return .string(keys[identifier] ?? handle)
    }

    func group(_ handle: String) -> Value { .string(groups[handle] ?? handle) }

    /// Of a security group; the name itself where no group of ours has it.
    func handle(ofGroup name: String) -> String { handles[name] ?? name }

    /// Where a key has several names, it is known by the oldest, which comes first.
    mutating func add(key identifier: String, _ alias: String) {
        if keys[identifier] == nil { keys[identifier] = alias }
        identifiers[alias] = identifier
    }

    /// Of the key that has this alias.
    func key(named alias: String) -> String? { identifiers[alias] }

    mutating func add(group handle: String, _ name: String) {
        groups[handle] = name
        handles[name] = handle
    }
}

/// The names of one region, asked for once and kept up to date by whoever makes something.
final class NameBook: Sendable {
    private let names = Locked<Names?>(nil)
    private let readings = SingleFlight<Names>()

    func forget() { names.withLock { $0 = nil } }

    func update(_ change: (inout Names) -> Void) {
        names.withLock { names in
            if var known = names {
                change(&known)
                names = known
            }
        }
    }

    func current(_ api: RegionAPI) async throws -> Names {
        if let known = names.withLock({ $0 }) { return known }
        return try await readings.share { [self] in
            async let aliases = KeyKind.aliases(api)
            var read = Names()
            for group in try await SecurityGroupKind().marked(api) {
                read.add(group: group.handle, group.name)
            }
            for alias in try await aliases { read.add(key: alias.key, alias.name) }
            names.withLock { [read] in $0 = read }
            return read
        }
    }
}

struct KeyAlias: Hashable, Sendable {
    /// Without `alias/`.
    let name: String
    /// The key's identifier.
    let key: String
    /// In seconds since 1970.
    let made: Double

    /// Nil for an alias of AWS's own that no key has yet.
    init?(_ alias: Value) {
        guard let text = alias[key: "AliasName"]?.string, let key = alias[key: "TargetKeyId"]?.string else {
            return nil
        }
        name = String(text.trimmingPrefix("alias/"))
        self.key = key
        made = alias[key: "CreationDate"]?.double ?? 0
    }
}
