import Core

extension ChangeTiming {
    /// `waits for the maintenance window Sun 03:00-04:00 UTC, with downtime then`
    var words: String {
        switch self {
        case .now(stops: true): "causes downtime now"
        case .now(stops: false): "made now, and not in the maintenance window"
        case .window(let window, let stops):
            "waits for the maintenance window" + (window.map { " \(Self.readable($0))" } ?? "")
                + (stops ? ", with downtime then" : "")
        }
    }

    /// `Sun 03:00-04:00 UTC` of `sun:03:00-sun:04:00`; other text as it is.
    private static func readable(_ window: String) -> String {
        let ends = window.split(separator: "-").map { end in
            end.split(separator: ":", maxSplits: 1).map(String.init)
        }
        guard ends.count == 2, ends.allSatisfy({ $0.count == 2 }) else { return window }
        let days = ends.map { $0[0].prefix(1).uppercased() + $0[0].dropFirst() }
        let end = days[0] == days[1] ? ends[1][1] : "\(days[1]) \(ends[1][1])"
        return "\(days[0]) \(ends[0][1])-\(end) UTC"
    }
}
