import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Rollups

/// Holds the sizes that docs/formats/rollup.md tells against the code.
@Suite struct RollupSizeTests {
  /// The rows of a day without failures whose latencies are those of ``LatencyCorpus``.
  static func builder(every seconds: Int64) -> RollupBuilder {
    var corpus = LatencyCorpus(seed: 5)
    var builder = RollupBuilder(
      day: RandomCheck.day,
      of: checkID("web"),
      definitions: [ExampleRows.series: RandomCheck.definition(seconds)],
      thresholds: [thresholds[0]]
    )
    for slot in -2...(86_400 / seconds) {
      let due = RandomCheck.origin + .seconds(seconds * slot)
      builder.take(
        Sample(
          series: ExampleRows.series,
          due: due,
          start: due + .microseconds(100 * (slot & 31)),
          outcome: .up,
          phases: corpus.phases(),
          bytes: 3_000
        )
      )
    }
    return builder
  }

  /// The mean bytes of the whole attempt's histogram, of all six, and of the whole row.
  static func sizes(_ rows: [RollupRow]) -> [Int] {
    var sums = [0, 0, 0]
    for row in rows {
      var sink = ByteSink()
      row.detail.latencies.total.encode(into: &sink)
      sums[0] += sink.count
      for phase in Phase.allCases { row.detail.latencies[phase].encode(into: &sink) }
      sums[1] += sink.count
      var detail = ByteSink()
      row.detail.encode(row.period, row.summary, into: &detail)
      sums[2] += RollupPage.rowLength + detail.count + 4
    }
    return sums.map { $0 / rows.count }
  }

  @Test(arguments: [60, 10] as [Int64])
  func `a row is as large as the document says`(_ seconds: Int64) throws {
    let builder = Self.builder(every: seconds)
    let document = try RepositoryFile.text("docs/formats/rollup.md")
    for (name, rows) in [("an hour", builder.hourRows()), ("a day", builder.dayRows())] {
      #expect(!rows.isEmpty)
      let sizes = Self.sizes(rows).map(\.description).joined(separator: " | ")
      let line = "| \(name), a sample every \(seconds) s | \(sizes) |"
      #expect(document.contains(line), "the document should say: \(line)")
    }
  }
}
