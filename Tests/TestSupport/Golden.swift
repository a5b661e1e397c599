internal import Foundation
package import Testing

/// Expects `actual` to be what the file at `path` holds, to the byte.
///
/// With `RECORD=1` in the environment the file is written instead, and the test fails all the same: what was recorded
/// must be read by a person and the tests run once more.
///
/// - Parameters:
///   - path: relative to the folder of the test's source file, such as `Cases/tabs/expected.txt`.
///   - file: leave it out; it is the test's source file.
package func expectGolden(
    _ actual: String, at path: String, file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let place = folder(of: file).appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        do {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: place)
            Issue.record("recorded \(path): read it, then run without RECORD", sourceLocation: sourceLocation)
        } catch {
            Issue.record("cannot record \(path): \(error)", sourceLocation: sourceLocation)
        }
        return
    }
    guard let data = FileManager.default.contents(atPath: place.path) else {
        Issue.record("\(path) is missing: run with RECORD=1 to write it", sourceLocation: sourceLocation)
        return
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard actual != expected else { return }
    Issue.record("\(path) differs\n\(firstDifference(expected, actual))", sourceLocation: sourceLocation)
}

/// The names of the folders in `folder`, sorted, as arguments of a test.
package func goldenCases(in folder: String = "Cases", file: String = #filePath) -> [String] {
    let place = TestSupport.folder(of: file).appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
}

/// The bytes of a file beside the test's source file.
package func fixture(_ path: String, file: String = #filePath) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: folder(of: file).appendingPathComponent(path)))
}

private func folder(of file: String) -> URL { URL(fileURLWithPath: file).deletingLastPathComponent() }

private func firstDifference(_ expected: String, _ actual: String) -> String {
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let actualLines = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let same = zip(expectedLines, actualLines).prefix { $0 == $1 }.count
    let wanted = same < expectedLines.count ? String(expectedLines[same]) : "(end)"
    let found = same < actualLines.count ? String(actualLines[same]) : "(end)"
    return "line \(same + 1)\n  expected: \(wanted)\n  actual:   \(found)\n--- actual, whole\n\(actual)"
}
