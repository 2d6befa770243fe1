import Agreement
import Chronology
import Events
import Foundation
import Testing

/// What `events/registry.toml` says of fields, in the file that is made of it for programs, and what is
/// really made.
@Suite struct RegistryTests {
  /// A field of a kind: its name as the registry writes it, and whether it is always there.
  private struct Row {
    let name: String
    let presence: String
  }

  private let rows: [String: [Row]]
  private let order: [String]

  init() throws {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("../../config/pipelines/fields.csv"),
      encoding: .utf8
    )
    var rows: [String: [Row]] = [:]
    var order: [String] = []
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", maxSplits: 3).map(String.init)
      if rows[cells[0]] == nil { order.append(cells[0]) }
      rows[cells[0], default: []].append(Row(name: cells[1], presence: cells[2]))
    }
    self.rows = rows
    self.order = order
  }

  @Test func `the registry has every kind, in order, and the notice about events`() {
    #expect(order == ["*"] + EventKind.allCases.map(\.rawValue) + ["daemon.delayed"])
  }

  @Test func `every event has the fields that the registry gives its kind, in its order`() throws {
    for event in try EventTests.all() + [Self.divided] {
      let rows = try #require(rows[event.kind.rawValue])
      let names = event.fields.map { "CONSTAT_" + $0.name }
      #expect(unexplained(names[...], rows) == nil, "\(event.kind): \(names)")
    }
  }

  @Test(arguments: [
    ["CONSTAT_ACCEPTED"], ["CONSTAT_ACCEPTED", "CONSTAT_REASON"],
  ])
  func `a field that may be missing may be`(names: [String]) throws {
    #expect(unexplained(names[...], try #require(rows["daemon.reloaded"])) == nil)
  }

  @Test(arguments: [
    ["CONSTAT_REASON", "CONSTAT_ACCEPTED"], ["CONSTAT_ACCEPTED", "CONSTAT_MORE"], [],
    ["CONSTAT_ADDED"],
  ])
  func `any other is found`(names: [String]) throws {
    #expect(unexplained(names[...], try #require(rows["daemon.reloaded"])) != nil)
  }

  /// Of a window that has two parts, with figures of three lines.
  private static var divided: Event {
    let part = SealedReport.Part(revision: 4, sha256: String(repeating: "e", count: 64))
    return .reportSealed(ReportEventTests.report(objectives: 100, parts: [part]))
  }

  /// The first name that `rows` don't allow where it stands, or the first row that is missing; nil if
  /// all is as it should be.
  private func unexplained(_ names: ArraySlice<String>, _ rows: [Row]) -> String? {
    var left = names
    for row in rows {
      let stem = row.name.prefix { $0 != "{" }
      switch row.presence {
      case "always", "sometimes":
        if left.first == row.name {
          left = left.dropFirst()
        } else if row.presence == "always" {
          return left.first ?? row.name
        }
      case "numbered":
        guard left.first == String(stem) else { return left.first ?? row.name }
        left = left.dropFirst()
        var number = 2
        while left.first == "\(stem)_\(number)" {
          left = left.dropFirst()
          number += 1
        }
      default:
        let endings =
          row.presence == "by-goal"
          ? ["PERCENT", "MS", "COUNT"] : ["MS", "SAMPLES", "SLOTS", "INCIDENTS", "CASES"]
        guard let name = left.first, endings.contains(where: { name == stem + $0 }) else {
          return left.first ?? row.name
        }
        left = left.dropFirst()
      }
    }
    return left.first
  }
}
