import Chronology
import TestKit
import Testing

/// One line of a fixture: the name of a vector, and its values by name.
struct Vector: Sendable, CustomTestStringConvertible {
  let id: String
  private let values: [String: String]

  var testDescription: String { id }

  /// The vectors of `Tests/Fixtures/accounting/NAME.txt` whose names begin with `prefix`.
  ///
  /// A file that can't be read has none, and a test over none fails by ``all(_:_:)``'s check.
  static func all(_ name: String, _ prefix: String = "V") -> [Vector] {
    let lines = (try? TestFile.table("accounting/\(name).txt")) ?? []
    let found = lines.filter { $0[0].hasPrefix(prefix) }.map { Vector($0) }
    precondition(!found.isEmpty, "no vector \(prefix) in \(name)")
    return found
  }

  /// The vector of exactly this name.
  static func one(_ name: String, _ id: String) throws -> Vector {
    try #require(all(name, id).first { $0.id == id })
  }

  private init(_ words: [String]) {
    id = words[0]
    var values: [String: String] = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1)
      values[String(parts[0])] = String(parts[1])
    }
    self.values = values
  }

  func text(_ name: String) throws -> String {
    try #require(values[name], "\(id) has no \(name)")
  }

  func number(_ name: String) throws -> Int64 {
    try #require(Int64(text(name)), "\(id): \(name) is no number")
  }

  /// Seconds as milliseconds.
  func seconds(_ name: String) throws -> Int64 { try number(name) * 1_000 }

  /// `A-B` in seconds of the story, or two times of RFC 3339 joined by `/`.
  func interval(_ name: String) throws -> Interval {
    let value = try text(name)
    let ends = value.split(separator: value.contains("/") ? "/" : "-").map { String($0) }
    if value.contains("/") {
      let start = try #require(Instant(rfc3339: ends[0]))
      return Interval(start, try #require(Instant(rfc3339: ends[1])))
    }
    return span(try #require(Int64(ends[0])) * 1_000, try #require(Int64(ends[1])) * 1_000)
  }
}
