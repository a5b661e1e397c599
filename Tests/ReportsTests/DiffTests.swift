import Core
import Diagnostics
import Planning
import Reports
import TestSupport
import Testing
import Values

@Suite("A plan as a diff")
struct DiffTests {
    /// What a reader of patches makes of it.
    private func patched(_ old: [String], _ diff: UnifiedDiff) throws -> [String] {
        var result: [String] = []
        var next = 0
        for hunk in diff.hunks {
            let match = try #require(
                hunk.header.firstMatch(of: /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/))
            let start = try #require(Int(match.1))
            let count = match.2.flatMap { Int($0) } ?? 1
            let first = count == 0 ? start : start - 1
            result += old[next..<first]
            next = first
            for line in hunk.lines {
                let text = String(line.dropFirst())
                if line.first != "+" {
                    #expect(old[next] == text)
                    next += 1
                }
                if line.first != "-" { result.append(text) }
            }
            let new = match.4.flatMap { Int($0) } ?? 1
            #expect(hunk.lines.count { $0.first != "+" } == count)
            #expect(hunk.lines.count { $0.first != "-" } == new)
            if new > 0 { #expect(result.count - new + 1 == Int(match.3)) }
        }
        return result + old[next...]
    }

    @Test("It turns the one text into the other, and says where: 2,000 random pairs")
    func patches() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let old = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                "\(Int.random(in: 0...9, using: &random))"
            }
            var new = old
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                if Bool.random(using: &random), !new.isEmpty {
                    new.remove(at: Int.random(in: new.indices, using: &random))
                } else {
                    new.insert("new", at: Int.random(in: 0...new.count, using: &random))
                }
            }
            let diff = UnifiedDiff(from: old, to: new)
            #expect(try patched(old, diff) == new)
            #expect(diff.hunks.isEmpty == (old == new))
        }
    }

    @Test("Every change of a plan shows what differs, in the specs' own words, and nothing else of the world")
    func plan() async throws {
        var world = try await SampleWorld()
        let settings = try world.desired()
        let seen = settings.body.replacing("data[\"limits.users\"]", with: "9000")
            .replacing("data.secret", with: "canary-4711")
        world.put(settings.observed(body: JSONText(seen)))
        world.put(try world.desired("Service").copy(name: "old").observed())
        let account = try world.desired("ServiceAccount")
        for place in world.observations.indices {
            world.observations[place].looks["ServiceAccount"]?.objects.removeAll { $0.id == account.id }
        }
        let text = try PlanDiff(world.plan, style: .plain, now: SampleWorld.now).render()
        expectGolden(text, at: "Golden/plan.diff")
        #expect(!text.contains("canary"))
        #expect(
            try PlanDiff(try await SampleWorld().plan, style: .plain, now: SampleWorld.now).render() == "")
        let coloured = try PlanDiff(world.plan, style: .colour, now: SampleWorld.now).render()
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == text)
    }
}
