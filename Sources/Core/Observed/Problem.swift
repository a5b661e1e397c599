package import Diagnostics

/// Why something could not be done, in words that say what, why, and what to do.
package struct Problem: Error, Hashable, Sendable {
    /// Such as `kubernetes.forbidden`; listed in docs/diagnostics.md.
    package var code: String
    package var summary: String
    package var detail: String
    package var help: String?
    package var isRetryable: Bool

    package init(
        _ code: String, _ summary: String, detail: String = "", help: String? = nil, isRetryable: Bool = false
    ) {
        self.code = code
        self.summary = summary
        self.detail = detail
        self.help = help
        self.isRetryable = isRetryable
    }
}

extension Diagnostic {
    /// A problem as it is shown beside what is wrong in specs; it has no place in a file.
    package init(_ severity: Severity, _ problem: Problem) {
        self.init(
            severity, problem.code, problem.summary, notes: problem.detail.isEmpty ? [] : [problem.detail],
            help: problem.help)
    }
}
