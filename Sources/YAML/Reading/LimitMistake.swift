internal import Diagnostics

/// A file that would take more than `YAMLLimits` allows.
enum LimitMistake {
    case bytes(Int, limit: Int)
    case scalar(Int, limit: Int)
    case nodes(limit: Int)
    case directives(limit: Int)
    case depth(limit: Int)
    case aliases(limit: Int)
    case memory

    func diagnostic(at origin: Origin) -> Diagnostic {
        switch self {
        case .bytes(let count, let limit):
            tooLarge(
                "the file is too large", at: origin,
                label: "it has \(Self.size(count)), and \(Self.size(limit)) are allowed",
                help: "split the file; any number of files is read")
        case .scalar(let count, let limit):
            tooLarge(
                "a text is too long", at: origin,
                label: "it has \(Self.size(count)), and \(Self.size(limit)) are allowed",
                help: "keep large content in a place of its own and refer to it")
        case .nodes(let limit):
            tooLarge(
                "the file has too many values", at: origin,
                label: "\(limit) values are allowed, and this is one more",
                help: "split the file; any number of files is read")
        case .directives(let limit):
            tooLarge(
                "the file has too many %TAG lines", at: origin,
                label: "\(limit) are allowed, and this is one more",
                help: "remove them; own tags are not supported")
        case .memory:
            tooLarge(
                "the file does not fit into memory", at: origin, label: "memory ran out here",
                help: "split the file, or read it where more memory is free")
        case .depth(let limit):
            Diagnostic(
                .error, "yaml.too-deep", "the file is nested too deeply", at: origin,
                label: "mappings and lists may be nested \(limit) deep, and this is one deeper",
                help: "look for brackets or indentation that should have ended before")
        case .aliases(let limit):
            Diagnostic(
                .error, "yaml.alias-expansion", "the aliases of this file stand for too much", at: origin,
                label: "with this one they stand for more than \(limit) values",
                notes: ["an alias counts all that it repeats, so that a small file cannot become a huge one"],
                help: "write out what is repeated, or repeat less of it")
        }
    }

    private func tooLarge(_ summary: String, at origin: Origin, label: String, help: String) -> Diagnostic {
        Diagnostic(.error, "yaml.too-large", summary, at: origin, label: label, help: help)
    }

    /// Rounded up, so that what exceeds a limit does not look equal to it.
    private static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<(10 << 10): "\(bytes) bytes"
        case ..<(1 << 20): "\((bytes + 1_023) >> 10) KiB"
        default: "\((bytes + (1 << 20) - 1) >> 20) MiB"
        }
    }
}
