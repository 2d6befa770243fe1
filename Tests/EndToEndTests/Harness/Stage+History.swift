import Chronology
import Testing

extension Stage {
  /// Imports a month of the check `web`: a sample every ten minutes, of which ten in a row failed.
  func importOutage(in month: CivilWindow) throws {
    let days = month.end.daysSinceEpoch - month.first.daysSinceEpoch
    let lines = (0...days * 144).map { number -> String in
      let second = month.first.daysSinceEpoch * 86_400 + number * 600
      let outcome = (1_000..<1_010).contains(number) ? "down" : "up"
      return "{\"at\": \(second)000, \"outcome\": \"\(outcome)\"}\n"
    }
    try scratch.write(lines.joined(), to: "month.jsonl")
    let done = try constat("import", ["--check", "web", scratch.file("month.jsonl")])
    try #require(done.ending == .exit(0), "\(done.errors)")
  }
}
