import Agreement
import Chronology
import Sampling
import Testing

@testable import ConfigFile

/// The configurations and the documentation that the project ships.
@Suite struct ShippedFileTests {
  private func load(_ name: String) throws -> Configuration {
    let reading = ConfigLoader.load(
      path: "\(Fixtures.project)config/\(name)",
      surroundings: .ofThisMachine(),
      files: .disk
    )
    #expect(reading.diagnostics.isEmpty, "\(reading)")
    return try #require(reading.configuration)
  }

  @Test func `the quick start watches the demonstration provider`() throws {
    let configuration = try load("quickstart.yaml")
    #expect(
      configuration.checks.map(\.probe.authority.description) == [
        "127.0.0.1:8480", "127.0.0.1:8481", "127.0.0.1:8482",
      ]
    )
    let shop = try #require(configuration.agreements.first?.objectives.first)
    #expect(shop.window == .rolling(.minutes(3)))
    // What docs and the demonstration's story speak of: a budget of 9 s.
    #expect(shop.goal == .share(try #require(Ratio(95, 100))))
  }

  @Test func `the example is read`() throws {
    let configuration = try load("constatd.yaml")
    #expect(configuration.checks.map(\.id.description) == ["www", "port"])
    #expect(configuration.agreements.map(\.id) == ["example"])
  }

  @Test func `the documentation has every key, and every key that is not supported yet`() throws {
    let path = "\(Fixtures.project)docs/configuration.md"
    let text = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    for table in KeyTable.all {
      for key in table.known + table.later {
        #expect(text.contains("`\(key)`"), "\(key) of \(table.owner)")
      }
    }
  }

  @Test(arguments: [
    ("docs/configuration.md", "agreements/acme.yaml"), ("README.md", "agreements/hosting.yaml"),
  ])
  func `every example of the documentation is read`(page: String, agreement: String) throws {
    let text = String(decoding: try Fixtures.bytes(Fixtures.project + page), as: UTF8.self)
    var files: [String: String] = [:]
    for block in text.split(separator: "```yaml\n", omittingEmptySubsequences: false).dropFirst() {
      let body = block.prefix { _ in true }.split(separator: "```")[0]
      files[body.hasPrefix("agreement:") ? agreement : "constatd.yaml"] = String(body)
    }
    #expect(files.count == 2)
    let reading = ConfigFileTests.load(files, .ofThisMachine())
    #expect(reading.diagnostics.isEmpty, "\(reading)")
    #expect(reading.configuration?.agreements.count == 1)
  }
}
