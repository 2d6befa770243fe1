import TestKit
import Testing

@testable import ConfigFile

/// The JSON Schemas, held against the reader by another implementation of JSON Schema.
@Suite(.timeLimit(.minutes(30))) struct SchemaTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// What the schema says of each file; `good` if nothing.
  private func verdicts(_ schema: FileSchema, of paths: [String]) throws -> [(String, String)] {
    let path = try scratch.write(schema.text, to: "\(schema.rawValue).json")
    // Debian's Python has the library, whatever other is in front of it.
    let command = try Command(
      "/usr/bin/python3 \(Fixtures.project)Tests/harness/validate-yaml.py "
        + ([path] + paths).map { Command.quoted($0) }.joined(separator: " ")
    )
    try #require(command.status == 0, "\(command.output)")
    let lines = command.output.split(separator: "\n").map {
      $0.split(separator: "\t", maxSplits: 1).map(String.init)
    }
    try #require(lines.count == paths.count)
    return lines.map { ($0[0], $0[1]) }
  }

  private func expectGood(_ schema: FileSchema, _ paths: [String]) throws {
    #expect(!paths.isEmpty)
    for (path, word) in try verdicts(schema, of: paths) { #expect(word == "good", "\(path)") }
  }

  private func fixtures(_ place: String) -> [String] {
    Fixtures.names(in: place).map { "\(Fixtures.folder)\(place)/\($0).yaml" }
  }

  /// The good files that are agreements, or that are none.
  private func goodFiles(isAgreement: (Bool) -> Bool) throws -> [String] {
    try (fixtures("good") + fixtures("written")).filter { path in
      let text = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
      return isAgreement(text.split(separator: "\n").contains { $0.hasPrefix("agreement: ") })
    }
  }

  @Test func `a configuration that the reader takes is taken`() throws {
    let config = Fixtures.project + "config/"
    try expectGood(.config, [config + "constatd.yaml", config + "quickstart.yaml"])
    try expectGood(.config, try goodFiles { !$0 })
    try expectGood(.config, try examples("docs/configuration.md", "README.md") { !$0 })
  }

  @Test func `an agreement that the reader takes is taken`() throws {
    let folder = Fixtures.project + "config/agreements/"
    try expectGood(.agreement, [folder + "example.yaml", folder + "quickstart.yaml"])
    try expectGood(
      .agreement,
      try goodFiles { $0 } + fixtures("good/agreements") + fixtures("doubtful-agreements")
    )
    try expectGood(.agreement, try examples("docs/configuration.md", "README.md") { $0 })
  }

  /// The YAML blocks of pages, each as a file, of agreements or of configurations.
  private func examples(_ pages: String..., isAgreement: (Bool) -> Bool) throws -> [String] {
    var paths: [String] = []
    for page in pages {
      let text = String(decoding: try Fixtures.bytes(Fixtures.project + page), as: UTF8.self)
      for block in text.split(separator: "```yaml\n", omittingEmptySubsequences: false).dropFirst()
      {
        let body = String(block.split(separator: "```")[0])
        guard isAgreement(body.hasPrefix("agreement: ")) else { continue }
        paths.append(try scratch.write(body, to: "example-\(paths.count).yaml"))
      }
    }
    return paths
  }

  /// What a schema can say by itself: other mistakes need a value's meaning, or another file.
  private static let formal = [
    "unknown key '", "' is missing in ", " must be a mapping of keys", " must be one of ",
    "is not supported yet", "must be a duration such as", "must be a list such as",
    "must be a whole number from",
  ]

  @Test(arguments: [
    (FileSchema.config, "bad-configurations", 15), (.agreement, "bad-agreements", 30),
  ])
  func `what is wrong in form is refused`(schema: FileSchema, place: String, least: Int) throws {
    let formal = try Fixtures.names(in: place).filter { name in
      let bytes = try Fixtures.bytes("\(Fixtures.folder)\(place)/\(name).txt")
      let errors = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        .filter { $0.contains(": error: ") }
      return errors.contains { line in Self.formal.contains { line.contains($0) } }
    }
    #expect(formal.count >= least)
    let paths = formal.map { "\(Fixtures.folder)\(place)/\($0).yaml" }
    for (path, word) in try verdicts(schema, of: paths) { #expect(word != "good", "\(path)") }
  }

  @Test func `every table of keys has its place in a schema`() {
    let text = FileSchema.allCases.map(\.text).joined()
    // An address alone stands for `http`, whose mapping has no key yet.
    for table in KeyTable.all where !table.known.isEmpty {
      #expect(text.contains("\"title\": \"\(table.owner)\""), "\(table.owner)")
    }
    for key in KeyTable.all.flatMap(\.later) { #expect(!text.contains("\"\(key)\": {"), "\(key)") }
  }
}
