import Testing

@Suite struct ImportRulesTests {
  private let manifest = Manifest(
    """
    func values(_ name: String) -> Target { .target(name: name, path: "Sources/Values") }
    let heaps = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
    let package = Package(
      name: "constat",
      products: [.executable(name: "p", targets: ["p"])],
      targets: [
        values("Chronology"),
        decisions("Judging", ["Chronology", heaps]),
        system("CCurl", pkgConfig: "libcurl", apt: ["libcurl4-openssl-dev"]),
        handles("Curl", ["CCurl"]),
        driver("Probing", ["Chronology", "Curl", "Storage"]),
        driver("Storage", ["Judging", "Probing"]),
        .target(name: "TestKit", dependencies: ["Chronology"], path: "Tests/TestKit"),
        .testTarget(name: "TidyTests"),
        tests(of: "Judging", ["Curl"]),
      ]
    )
    """
  )

  private func lines(_ text: String, at path: String) -> [Int] {
    ImportRules.wrongImports(SourceFile(path: path, text: text), manifest).map(\.line)
  }

  @Test func `the manifest is read as it declares`() {
    #expect(manifest.targets.count == 9)
    #expect(manifest.targets["Chronology"]?.dependencies == [])
    #expect(manifest.targets["Judging"]?.dependencies == ["Chronology", "HeapModule"])
    #expect(manifest.targets["CCurl"]?.dependencies == [])
    #expect(manifest.targets["TestKit"]?.dependencies == ["Chronology"])
    #expect(manifest.targets["JudgingTests"]?.dependencies == ["Judging", "TestKit", "Curl"])
    #expect(manifest.targets["Probing"]?.layer == .drivers)
  }

  @Test func `a declared import that points down is allowed`() {
    let text =
      "import Chronology\npackage import Curl\nimport Glibc\nimport struct Synchronization.A"
    #expect(lines(text, at: "Sources/Drivers/Probing/A.swift") == [])
  }

  @Test func `an undeclared import is not`() {
    let path = "Sources/Drivers/Probing/A.swift"
    #expect(lines("import Chronology\nimport Judging\nimport CCurl", at: path) == [2, 3])
  }

  @Test func `a test may import what its targets rest on`() {
    let path = "Tests/JudgingTests/A.swift"
    #expect(
      lines("import Judging\nimport TestKit\nimport CCurl\nimport Chronology", at: path) == []
    )
    #expect(lines("import Missing\nimport Probing", at: path) == [2])
  }

  @Test func `a target can't import one that is declared after it`() {
    #expect(lines("import Probing", at: "Sources/Drivers/Storage/A.swift") == [])
    #expect(lines("import Storage", at: "Sources/Drivers/Probing/A.swift") == [1])
    #expect(ImportRules.wrongDependencies(manifest).map(\.line) == [11])
  }

  @Test(arguments: ["Glibc", "Foundation", "Dispatch", "Synchronization"])
  func `a pure target imports nothing of the system`(module: String) {
    #expect(lines("import \(module)", at: "Sources/Values/Chronology/A.swift") == [1])
    #expect(lines("import \(module)", at: "Sources/Decisions/Judging/A.swift") == [1])
  }

  @Test func `Foundation stays out of handles and drivers`() {
    #expect(lines("import Foundation", at: "Sources/Handles/Curl/A.swift") == [1])
    #expect(lines("import Foundation", at: "Sources/Drivers/Probing/A.swift") == [1])
    #expect(lines("import Foundation", at: "Tests/JudgingTests/A.swift") == [])
  }
}
