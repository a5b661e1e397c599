package import Diagnostics

/// Which spec a place in the files belongs to.
package struct SpecPlaces: Sendable {
    /// Each with the line of its name, sorted by it.
    private var specs: [FileID: [(line: UInt32, title: String)]] = [:]
    private let sources: SourceMap

    package init(_ fleet: Fleet) {
        sources = fleet.sources
        add(fleet.platform.name, "platform")
        for tier in fleet.tiers { add(tier.name, "tier \(tier.name.value.text)") }
        for region in fleet.regions { add(region.name, "region \(region.name.value.text)") }
        for tenant in fleet.tenants { add(tenant.name, "tenant \(tenant.name.value.text)") }
        for file in specs.keys { specs[file]?.sort { $0.line < $1.line } }
    }

    private mutating func add(_ name: Sourced<DNSLabel>, _ title: String) {
        specs[name.origin.file, default: []].append((name.origin.line, title))
    }

    /// `tier enterprise`, `platform`
    package func title(of origin: Origin) -> String {
        guard let specs = specs[origin.file], var found = specs.first else { return "specs" }
        for next in specs.dropFirst()
        where start(of: next.line, after: found.line, in: origin.file) <= origin.line {
            found = next
        }
        return found.title
    }

    /// Where the document begins that has its name in line `name`, after the one that has it in line `previous`.
    private func start(of name: UInt32, after previous: UInt32, in file: FileID) -> UInt32 {
        guard let source = sources[file] else { return name }
        var cursor = SourceLineCursor()
        for line in previous...name {
            if let text = cursor.line(Int(line), of: source), text.starts(with: "---".utf8) { return line }
        }
        return name
    }
}
