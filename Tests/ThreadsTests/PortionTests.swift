import Testing
import Threads

@Suite struct PortionTests {
    @Test(
        "Results come in the order of the pieces, and nothing is left out",
        arguments: [0, 1, 31, 32, 33, 5_000])
    func order(_ count: Int) {
        let portions = Array(0..<count).inPortions { Array($0) }
        #expect(portions.flatMap { $0 } == Array(0..<count))
        #expect(portions.allSatisfy { !$0.isEmpty })
    }
}
