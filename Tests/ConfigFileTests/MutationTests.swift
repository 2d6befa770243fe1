import Posix
import TestKit
import Testing

@testable import ConfigFile

/// Damaged files: whatever stands in them, a configuration or diagnostics come of it.
@Suite struct MutationTests {
  private let names = [
    "every-key.yaml", "agreements/first.yaml", "clauses.yaml", "agreements/second.yaml",
  ]

  private func good() throws(Errno) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in names + ["extra.yaml"] {
      files[name] = try Fixtures.bytes("\(Fixtures.folder)good/\(name)")
    }
    return files
  }

  private func survive(_ files: [String: [UInt8]], _ what: @autoclosure () -> String) {
    let reading = ConfigLoader.load(
      path: "every-key.yaml",
      surroundings: .test,
      files: .table(files)
    )
    let hasErrors = reading.diagnostics.contains { $0.severity == .error }
    #expect((reading.configuration == nil) == hasErrors, "\(what())")
    #expect(reading.diagnostics.count <= 100, "\(what())")
    let isPrintable = reading.description.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar.properties.generalCategory != .control
    }
    #expect(isPrintable, "\(what()): \(reading)")
  }

  @Test(arguments: 0..<4)
  func `seeded mutations give a configuration or diagnostics`(_ seed: UInt64) throws {
    let good = try good()
    let words = [
      "{", "}", "[", "]", ":", ",", "- ", "'", "\"", "\n", "  ", "~", "&a ", "*a", "<<", "!!str ",
      "interval", "http", "latency", "all(", ")", "2 of", "FREQ=", ";", "08:00-20:00", "-", "%",
      "status 401", "dns-*", "0", "999999999d", "99.9%", ">=", "\u{1B}", "é", "null",
    ].map { Array($0.utf8) }
    var generator = SplitMix64(seed: seed)
    for round in 0..<500 {
      var files = good
      let name = names.randomElement(using: &generator) ?? names[0]
      var bytes = good[name] ?? []
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<max(1, bytes.count), using: &generator)
        let end = min(bytes.count, index + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.removeSubrange(min(index, end)..<end)
        case 1: bytes.insert(contentsOf: words.randomElement(using: &generator) ?? [], at: index)
        case 2: bytes[min(index, end)..<end] = (words.randomElement(using: &generator) ?? [])[...]
        case 3: bytes.insert(contentsOf: bytes[min(index, end)..<end], at: index)
        default:
          if index < bytes.count { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
        }
      }
      files[name] = bytes
      survive(files, "seed \(seed), round \(round): \(name)")
    }
  }

  @Test func `every truncation of the configuration gives a configuration or diagnostics`() throws {
    let good = try good()
    let bytes = good["every-key.yaml"] ?? []
    for count in bytes.indices {
      var files = good
      files["every-key.yaml"] = Array(bytes.prefix(count))
      survive(files, "cut at \(count)")
    }
  }
}
