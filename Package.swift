// swift-tools-version: 6.2
import PackageDescription

/// The same strictness everywhere: what the compiler can refuse, no reviewer has to find.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A target in `Sources/<name>` with its tests in `Tests/<name>Tests`.
///
/// - Parameter cases: folders of golden files among the tests; they are read where they lie, not bundled.
func module(
    _ name: String, needs dependencies: [Target.Dependency] = [], tests: [Target.Dependency] = [],
    cases: [String] = []
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, swiftSettings: strict),
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies + tests,
            exclude: cases, swiftSettings: strict),
    ]
}

/// What tests of several modules share, in `Tests/<name>`.
func testSupport(_ name: String, needs dependencies: [Target.Dependency] = []) -> [Target] {
    [.target(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)]
}

/// The executable and the tests that run it as a person does.
func command(_ name: String) -> [Target] {
    let modules: [Target.Dependency] = [
        "AWS", "AWSClient", "Blueprints", "Controller", "Core", "Credentials", "Diagnostics", "Kubernetes",
        "Planning", "Reconciliation", "Reports", "Sandbox", "Specs", "Threads", "Values",
    ]
    let parser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
    return [
        .executableTarget(name: name, dependencies: modules + [parser], swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                .byName(name: name), "FaultProxy", "LoopbackServer", "TestSupport", "Threads", "Values",
            ],
            exclude: ["Cases"], swiftSettings: strict),
    ]
}

let package = Package(
    name: "cadastre",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
    ],
    targets: [
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CSpawn"),
    ]
        + module("Threads")
        + module("Values")
        + module("Diagnostics")
        + module("YAML", needs: ["CYAML", "Diagnostics"], cases: ["Cases", "Written"])
        + module("HTTP", needs: ["CCrypto", "CCurl", "Threads"], tests: ["LoopbackServer"])
        + module("Credentials", needs: ["CSpawn", "HTTP", "Threads", "Values"])
        + module("Core", needs: ["Diagnostics", "Values"])
        + module(
            "AWSClient", needs: ["CCrypto", "CExpat", "Core", "Credentials", "HTTP", "Threads", "Values"],
            tests: ["Diagnostics", "LoopbackServer"], cases: ["Cases", "Referee"])
        + module("Specs", needs: ["Diagnostics", "Threads", "Values", "YAML"], cases: ["Base", "Cases"])
        + module("Blueprints", needs: ["Core", "Diagnostics", "Specs", "Threads", "Values"])
        + module("Planning", needs: ["Core", "Diagnostics", "Threads", "Values"])
        + module(
            "Kubernetes",
            needs: ["Core", "Credentials", "Diagnostics", "HTTP", "Threads", "Values", "YAML"],
            tests: [
                "Blueprints", "LoopbackServer", "Planning", "ProviderContract", "Reconciliation", "Specs",
            ],
            cases: ["Cases"])
        + module(
            "Sandbox", needs: ["Core", "Threads", "Values", .product(name: "GRDB", package: "GRDB.swift")],
            tests: ["Diagnostics", "ProviderContract"], cases: ["Cases"])
        + module(
            "AWS", needs: ["AWSClient", "Core", "Threads", "Values"],
            tests: [
                "cadastre", "Blueprints", "Diagnostics", "FaultProxy", "HTTP", "Planning", "Reconciliation",
                "Specs",
            ],
            cases: ["Cases"])
        + module(
            "Reconciliation", needs: ["Core", "Threads", "Values"], tests: ["Diagnostics"], cases: ["Cases"])
        + module(
            "Controller", needs: ["Core", "Diagnostics", "Planning", "Reconciliation"],
            tests: ["Threads", "Values"])
        + module(
            "Reports", needs: ["Controller", "Core", "Diagnostics", "Reconciliation", "Values", "YAML"],
            tests: ["Blueprints", "Planning", "Specs"], cases: ["Golden"])
        + command("cadastre")
        + [.testTarget(name: "DocumentationTests", swiftSettings: strict)]
        + [
            .testTarget(
                name: "ConvergenceTests",
                dependencies: [
                    "cadastre", "Blueprints", "Core", "Diagnostics", "FaultProxy", "HTTP", "Kubernetes",
                    "Planning",
                    "Reconciliation", "Reports", "Sandbox", "Specs", "TestSupport", "Threads", "Values",
                ], swiftSettings: strict)
        ]
        + testSupport("TestSupport", needs: ["Threads"])
        + testSupport("LoopbackServer", needs: ["HTTP", "Threads"])
        + testSupport("FaultProxy", needs: ["Diagnostics", "HTTP", "LoopbackServer", "Threads", "YAML"])
        + testSupport("ProviderContract", needs: ["Core", "Diagnostics", "Values"])
)

// Built by scripts/fuzz alone, with every module made ready for a fuzzer.
if Context.environment["CADASTRE_FUZZ"] != nil {
    package.products.append(.library(name: "Fuzz", type: .static, targets: ["Fuzz"]))
    package.targets.append(
        .target(
            name: "Fuzz",
            dependencies: [
                "Blueprints", "Core", "Diagnostics", "Kubernetes", "Planning", "Specs", "Values", "YAML",
            ],
            path: "Fuzz", exclude: ["Seeds"], swiftSettings: strict))
}
