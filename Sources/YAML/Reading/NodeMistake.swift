internal import Diagnostics

/// Well-formed YAML that means nothing here.
enum NodeMistake {
    case unknownAlias(String, suggestion: String?)
    case recursiveAlias(String)
    case mergeKey
    case collectionAsKey(isFlow: Bool)
    case tag(String, isKnown: Bool)

    func diagnostic(at origin: Origin) -> Diagnostic {
        switch self {
        case .unknownAlias(let name, let suggestion):
            Diagnostic(
                .error, "yaml.unknown-alias", "unknown alias \"*\(name)\"", at: origin,
                label: "no anchor &\(name) comes before this in the document",
                help: suggestion.map { "did you mean *\($0)?" }
                    ?? "put it in quotes if it is a text: \"*\(name)\"")
        case .recursiveAlias(let name):
            Diagnostic(
                .error, "yaml.recursive-alias", "alias \"*\(name)\" is inside of what it repeats", at: origin,
                label: "this would never end", help: "write out what should stand here")
        case .mergeKey:
            Diagnostic(
                .error, "yaml.merge-key", "merge keys are not supported", at: origin,
                label: "`<<` is no part of YAML 1.2",
                help: "write out the entries, or give the whole value by an alias: `key: *name`")
        case .collectionAsKey(let isFlow):
            Diagnostic(
                .error, "yaml.key", "a mapping or list as a key", at: origin,
                label: "a key has to be a plain text",
                help: isFlow
                    ? "put a text that starts with { or [ in quotes, for example \"{{ name }}\""
                    : "write `key: value` with a text for the key")
        case .tag(let name, let isKnown):
            Diagnostic(
                .error, "yaml.tag",
                isKnown
                    ? "tag \(Self.short(name)) does not fit this kind of value"
                    : "tag \(Self.short(name)) is not supported",
                at: origin, label: isKnown ? "remove the tag" : "nothing here knows what it means",
                help: "remove the tag; put a text that starts with ! in quotes")
        }
    }

    /// As people write it: `!!int` and not its full name.
    private static func short(_ name: String) -> String {
        name.hasPrefix(YAMLTag.prefix) ? "!!" + name.dropFirst(YAMLTag.prefix.count) : name
    }
}
