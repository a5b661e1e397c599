import Core

/// `2 s ago`, `3 min ago`, `5 h ago`, `2 d ago`; the moment itself where it lies ahead.
func elapsed(since moment: Timestamp, now: Timestamp) -> String {
    let seconds = now.seconds - moment.seconds
    switch seconds {
    case ..<0: return "at \(moment)"
    case ..<60: return "\(seconds) s ago"
    case ..<3600: return "\(seconds / 60) min ago"
    case ..<172_800: return "\(seconds / 3600) h ago"
    default: return "\(seconds / 86_400) d ago"
    }
}

extension Duration {
    /// `40 s`, `4 min`, `2 h`
    var words: String {
        switch components.seconds {
        case ..<60: "\(components.seconds) s"
        case ..<7200: "\(components.seconds / 60) min"
        default: "\(components.seconds / 3600) h"
        }
    }
}

extension Drift {
    /// `changed by kubectl-edit 3 min ago`
    func words(now: Timestamp) -> String {
        guard let manager else { return "changed by somebody else" }
        return "changed by \(manager)" + (at.map { " \(elapsed(since: $0, now: now))" } ?? "")
    }
}
