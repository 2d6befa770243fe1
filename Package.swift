// swift-tools-version: 6.3
import PackageDescription

// A target imports only those above it in this file: values, decisions and handles, drivers,
// programs. docs/architecture.md draws it; TidyTests holds every import against it.

/// A pure target: no I/O, no Foundation.
func values(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/Values/\(name)")
}

/// A pure target that decides: time and bytes are arguments.
///
/// `resources` become code, so that the programs need no folder beside them.
func decisions(
  _ name: String,
  _ dependencies: [Target.Dependency],
  resources: [String] = []
) -> Target {
  .target(
    name: name,
    dependencies: dependencies,
    path: "Sources/Decisions/\(name)",
    resources: resources.map { .embedInCode($0) }
  )
}

/// A C library of the system, as a module.
func system(_ name: String, pkgConfig: String? = nil, apt: [String] = []) -> Target {
  .systemLibrary(
    name: name,
    path: "Sources/Handles/\(name)",
    pkgConfig: pkgConfig,
    providers: apt.isEmpty ? nil : [.apt(apt)]
  )
}

/// Types that own C resources: the only code marked `unsafe`.
func handles(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/Handles/\(name)")
}

/// Actors and readers that perform and decide nothing.
func driver(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/Drivers/\(name)")
}

/// Wiring of a program.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/Programs/\(name)")
}

/// The `@main` file of a program.
func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: "Sources/Programs/\(name)")
}

/// The tests of one target, which can also import what stands in `dependencies`.
///
/// `exclude` names folders of files that are no code.
func tests(
  of name: String,
  _ dependencies: [Target.Dependency] = [],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.init(stringLiteral: name), "TestKit"] + dependencies,
    exclude: exclude
  )
}

/// Published terms as drafts of agreements.
let templates = [
  "aws-ec2-region", "aws-s3-standard", "azure-vm-zones", "fr-heures-ouvrees", "fr-infogerance-24x7",
  "gcp-compute-multizone", "ovh-kms", "ovh-vmware", "scaleway-database", "scaleway-registry",
]

let deques = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heaps = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

let package = Package(
  name: "constat",
  products: [
    .executable(name: "constatd", targets: ["constatd"]),
    .executable(name: "constat", targets: ["constat"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    // Rank 0: values.
    values("Chronology"),
    values("Sampling", ["Chronology"]),
    values("Agreement", ["Chronology", "Sampling"]),
    values("Events", ["Chronology", "Sampling", "Agreement"]),

    // Rank 1: decisions.
    decisions("Scheduling", ["Chronology", "Sampling", heaps]),
    decisions("Accounting", ["Chronology", "Sampling", "Agreement"]),
    decisions(
      "Judging",
      ["Chronology", "Sampling", "Agreement", "Events", "Accounting", deques]
    ),
    decisions("StoreFormat", ["Chronology", "Sampling", "Agreement"]),
    decisions("SegmentFormat", ["Chronology", "Sampling", "StoreFormat"]),
    decisions("Proving", ["Chronology", "Sampling", "StoreFormat"]),
    decisions(
      "BundleFormat",
      ["Chronology", "Sampling", "Agreement", "StoreFormat", "Proving"]
    ),
    decisions(
      "Rollups",
      ["Chronology", "Sampling", "Agreement", "Judging", "StoreFormat"]
    ),
    decisions("Annotating", ["Chronology", "Sampling", "Agreement", "StoreFormat"]),
    decisions("Upkeep", ["Chronology"]),
    decisions("Drafting", [], resources: templates.map { "Templates/\($0).yaml" }),
    decisions(
      "Importing",
      ["Chronology", "Sampling", "Agreement", "Accounting", "StoreFormat"]
    ),
    decisions("Exporting", ["Chronology", "Sampling"]),
    decisions(
      "Reporting",
      ["Chronology", "Sampling", "Agreement", "Events", "Accounting", "Judging"]
    ),

    // Rank 1: handles.
    system("CCares", pkgConfig: "libcares", apt: ["libc-ares-dev"]),
    system("CCrypto", pkgConfig: "libcrypto", apt: ["libssl-dev"]),
    system("CCurl", pkgConfig: "libcurl", apt: ["libcurl4-openssl-dev"]),
    system("CLinux"),
    system("CPcre2", pkgConfig: "libpcre2-8", apt: ["libpcre2-dev"]),
    system("CTls", pkgConfig: "libssl", apt: ["libssl-dev"]),
    system("CSystemd", pkgConfig: "libsystemd", apt: ["libsystemd-dev"]),
    system("CYaml", pkgConfig: "yaml-0.1", apt: ["libyaml-dev"]),
    handles("Posix", ["CLinux"]),
    handles("Execution", ["CLinux", "Posix"]),
    handles("Cares", ["CCares"]),
    handles("Crypto", ["CCrypto"]),
    handles("Curl", ["CCurl", "CTls"]),
    handles("Pcre2", ["CPcre2"]),
    handles("Systemd", ["CSystemd", "Posix"]),
    handles("Yaml", ["CYaml"]),

    // Rank 2: drivers.
    driver(
      "Probing",
      ["Chronology", "Sampling", "Cares", "Curl", "Pcre2", "Posix", "Execution", deques, heaps]
    ),
    driver(
      "Storage",
      ["Chronology", "Sampling", "StoreFormat", "Upkeep", "Posix", "Execution", deques]
    ),
    driver(
      "Archive",
      [
        "Chronology", "Sampling", "Agreement", "Judging", "StoreFormat", "SegmentFormat", "Proving",
        "BundleFormat", "Rollups", "Annotating", "Upkeep", "Crypto", "Posix", "Execution",
        "Storage",
      ]
    ),
    driver("Journaling", ["Chronology", "Events", "Systemd", "Posix", "Execution"]),
    driver(
      "ConfigFile",
      [
        "Chronology", "Sampling", "Agreement", "Accounting", "StoreFormat", "Upkeep", "Pcre2",
        "Posix",
        "Yaml",
      ]
    ),

    // Rank 3: programs.
    program(
      "Replaying",
      [
        "Chronology", "Sampling", "Agreement", "Events", "Accounting", "Judging", "StoreFormat",
        "SegmentFormat",
        "Rollups", "Reporting", "Storage", "Archive", "Posix",
      ]
    ),
    program(
      "Recording",
      [
        "Chronology", "Sampling", "Agreement", "Accounting", "Events", "StoreFormat", "Proving",
        "Annotating", "Importing", "Storage", "Archive", "Replaying", "Posix", "Execution",
      ]
    ),
    program("Demonstration", ["Chronology", "Posix", "Execution"]),
    program(
      "Daemon",
      [
        "Chronology", "Sampling", "Agreement", "Events", "Scheduling", "Judging", "StoreFormat",
        "Proving", "Reporting", "Annotating", "Importing", "Upkeep", "Curl", "Systemd", "Posix",
        "Execution", "Probing", "Storage", "Archive", "Journaling", "ConfigFile", "Replaying",
        "Recording", "Pcre2",
      ]
    ),
    program(
      "Console",
      [
        "Chronology", "Sampling", "Agreement", "Accounting", "Events", "Judging", "StoreFormat",
        "Proving", "BundleFormat", "Reporting", "Annotating", "Drafting", "Importing", "Exporting",
        "Posix",
        "Execution", "Probing", "Storage", "Archive",
        "ConfigFile", "Demonstration", "Replaying", "Recording", "Pcre2", "Upkeep", argumentParser,
      ]
    ),
    executable("constatd", ["Daemon", "Posix"]),
    executable("constat", ["Console"]),

    // Benchmarks.
    .target(
      name: "StoreCorpus",
      dependencies: ["Chronology", "Sampling"],
      path: "Benchmarks/Corpus"
    ),
    .executableTarget(
      name: "constat-bench",
      dependencies: [
        "Chronology", "Sampling", "Agreement", "Judging", "StoreFormat", "SegmentFormat", "Rollups",
        "Reporting", "StoreCorpus", "Crypto", "Posix", "Execution", "Storage", "Archive",
        "Replaying", "Recording",
      ],
      path: "Benchmarks/Store"
    ),
    .executableTarget(
      name: "constat-judge-bench",
      dependencies: ["Chronology", "Sampling", "Agreement", "Judging", "Replaying", "Posix"],
      path: "Benchmarks/Judge"
    ),

    // Tests.
    .target(
      name: "TestKit",
      dependencies: ["Chronology", "Sampling", "Agreement", "Posix"],
      path: "Tests/TestKit"
    ),
    .testTarget(name: "TidyTests"),
    tests(of: "Chronology"),
    tests(of: "Sampling"),
    tests(of: "Agreement"),
    tests(of: "Events"),
    tests(of: "Scheduling"),
    tests(of: "Accounting", ["Chronology", "Sampling", "Agreement"]),
    tests(of: "Judging", ["Agreement"]),
    tests(of: "StoreFormat", ["Agreement"]),
    tests(of: "SegmentFormat", ["StoreFormat", "StoreCorpus"]),
    tests(of: "Proving", ["Chronology", "StoreFormat", "Crypto", "Posix"]),
    tests(
      of: "BundleFormat",
      ["Agreement", "Chronology", "Sampling", "Proving", "StoreFormat", "Crypto", "Posix"]
    ),
    tests(of: "Rollups", ["Agreement", "Events", "Judging", "StoreFormat"]),
    tests(of: "Annotating", ["Agreement", "Chronology", "Sampling", "StoreFormat"]),
    tests(of: "Upkeep", ["Chronology"]),
    tests(of: "Drafting"),
    tests(of: "Importing", ["Chronology", "Agreement", "Accounting", "Exporting", "Posix"]),
    tests(of: "Exporting", ["Chronology", "Sampling", "Importing"]),
    tests(
      of: "Reporting",
      ["Accounting", "Agreement", "Chronology", "Events", "Judging", "Sampling", "StoreFormat"]
    ),
    tests(of: "Posix"),
    tests(of: "Execution", ["Posix"]),
    tests(of: "Cares"),
    tests(of: "Crypto"),
    tests(of: "Curl"),
    tests(of: "Pcre2"),
    tests(of: "Systemd"),
    tests(of: "Yaml"),
    tests(
      of: "Probing",
      ["Chronology", "Sampling", "Cares", "Curl", "Pcre2", "Posix", "Execution"]
    ),
    .target(
      name: "StoreTestKit",
      dependencies: [
        "Chronology", "Sampling", "StoreFormat", "Upkeep", "Posix", "Storage", "TestKit",
      ],
      path: "Tests/StoreTestKit"
    ),
    tests(of: "Storage", ["StoreFormat", "Upkeep", "StoreTestKit"]),
    tests(
      of: "Archive",
      [
        "Chronology", "Sampling", "Agreement", "Judging", "StoreFormat", "SegmentFormat", "Proving",
        "BundleFormat", "Annotating", "Rollups", "Upkeep", "Exporting", "Crypto", "Posix",
        "Execution", "Storage", "StoreTestKit",
      ]
    ),
    .executableTarget(
      name: "StoreWriter",
      dependencies: [
        "Chronology", "Sampling", "StoreFormat", "Upkeep", "Crypto", "Posix", "Execution",
        "Storage", "Archive",
      ],
      path: "Tests/StoreWriter"
    ),
    .testTarget(
      name: "TortureTests",
      dependencies: [
        "StoreWriter", "TestKit", "StoreTestKit", "Chronology", "Sampling", "Scheduling",
        "StoreFormat", "SegmentFormat", "Proving", "Upkeep", "Crypto", "Posix", "Execution",
        "Storage", "Archive",
      ]
    ),
    tests(of: "Journaling", ["Events"]),
    tests(
      of: "ConfigFile",
      [
        "Agreement", "Chronology", "Drafting", "Judging", "Reporting", "Sampling", "Upkeep",
        "Posix", "Yaml",
      ],
      exclude: ["Fixtures"]
    ),
    tests(
      of: "Replaying",
      [
        "Chronology", "Sampling", "Agreement", "Events", "Accounting", "Judging", "StoreFormat",
        "SegmentFormat", "Reporting", "Storage", "Archive", "Posix", "Execution", "StoreTestKit",
      ]
    ),
    tests(
      of: "Recording",
      [
        "Chronology", "Sampling", "Agreement", "Accounting", "StoreFormat", "Annotating",
        "Importing", "Storage", "Archive", "Posix",
      ]
    ),
    tests(of: "Demonstration", ["Posix", "Execution"]),
    tests(
      of: "Daemon",
      [
        "Chronology", "Sampling", "Agreement", "Events", "Scheduling", "Judging", "StoreFormat",
        "Proving", "Importing", "Upkeep", "Posix", "Execution", "Probing", "Reporting", "Storage",
        "Archive", "ConfigFile", "Replaying", "StoreTestKit",
      ]
    ),
    tests(
      of: "Console",
      ["Agreement", "Chronology", "Sampling", "StoreFormat", "Storage", "ConfigFile", "Posix"]
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "TestKit", "Posix", "Chronology", "Sampling", "Scheduling", "StoreFormat", "Storage",
        "Archive", "StoreWriter",
      ]
    ),
  ]
)

/// What decoders need that are tried with any bytes.
let tried: [Target.Dependency] = [
  "Chronology", "Sampling", "Agreement", "StoreFormat", "SegmentFormat", "Proving", "BundleFormat",
  "Judging", "Rollups", "Annotating", "Importing", "Storage", "Archive", "Yaml",
]

// By `make fuzz` alone: libFuzzer brings a `main` of its own, and instruments what it is linked with. The
// tests have a slice of it.
if Context.environment["CONSTAT_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "constat-fuzz",
      dependencies: tried,
      path: "Tests/Fuzz",
      exclude: ["DecoderTests.swift"]
    )
  )
} else {
  package.targets.append(
    .testTarget(
      name: "FuzzTests",
      dependencies: tried + ["Posix", "TestKit"],
      path: "Tests/Fuzz",
      exclude: ["Fuzz.swift", "Patience.swift"]
    )
  )
}

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0470-isolated-conformances.md
    .enableUpcomingFeature("InferIsolatedConformances"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}
