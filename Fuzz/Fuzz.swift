import Glibc

/// One reader of what others wrote, fed with bytes that a fuzzer makes up.
///
/// Returning says that nothing is wrong: a refusal in words is as good as a success. What must not be is a trap, a hang,
/// memory without end, or a broken promise, which `require` turns into a trap.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "json": fuzzJSON, "kubeconfig": fuzzKubeconfig, "plan": fuzzSavedPlan, "specs": fuzzSpecs,
    "yaml": fuzzYAML,
]

private let chosen: @Sendable ([UInt8]) -> Void = {
    guard let name = unsafe getenv("CADASTRE_FUZZ").map({ unsafe String(cString: $0) }),
        let target = targets[name]
    else { fatalError("CADASTRE_FUZZ names none of \(targets.keys.sorted().joined(separator: ", "))") }
    return target
}()

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe chosen(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

func require(_ condition: Bool, _ words: @autoclosure () -> String) {
    if !condition { fatalError(words()) }
}
