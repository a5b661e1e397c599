import Core
import Threads

/// What API servers say in `Warning` headers, each text once, in the order they came. Of texts that nobody takes,
/// only the first thousand are kept.
final class Warnings: Sendable {
    private struct State: Sendable {
        var seen = RecentSet<String>(limit: Warnings.limit)
        var untold: [String] = []
    }

    private static let limit = 1000
    private let state = Locked(State())

    func add(_ headers: [String]) {
        for text in headers.compactMap(Self.text) {
            state.withLock { state in
                guard state.untold.count < Self.limit, state.seen.insert(text) else { return }
                state.untold.append(text)
            }
        }
    }

    /// Those that were not taken before.
    func take() -> [Problem] {
        let texts = state.withLock { state in
            defer { state.untold = [] }
            return state.untold
        }
        return texts.map {
            Problem(
                "kubernetes.warning", "the API server warns", detail: $0,
                help: "deprecated fields and versions go away with the cluster's next upgrades")
        }
    }

    /// The text of `299 agent "text"`; nil for other warnings, which proxies add.
    static func text(of header: String) -> String? {
        guard header.hasPrefix("299 "), let start = header.firstIndex(of: "\"") else { return nil }
        var text = ""
        var isEscaped = false
        for character in header[header.index(after: start)...].unicodeScalars {
            if isEscaped {
                text.unicodeScalars.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                return text
            } else {
                text.unicodeScalars.append(character)
            }
        }
        return nil
    }
}
