import Chronology
import Sampling
import StoreFormat
import Testing

@testable import Recording

@Suite struct RecordedTimeTests {
  private let hash = [UInt8](repeating: 7, count: 32)

  private func sample(_ second: Int64, series: UInt32 = 0, imported: Bool = false) -> Record {
    .sample(
      Sample(
        series: SeriesID(number: series),
        due: newYear + .seconds(second),
        start: newYear + .seconds(second),
        outcome: .up,
        flags: imported ? .imported : []
      )
    )
  }

  private func time(_ records: [Record]) -> RecordedTime {
    var time = RecordedTime(check: definition("web").id, hash: hash)
    time.take(.series(SeriesID(number: 0), definition("web")))
    time.take(.series(SeriesID(number: 1), definition("other")))
    time.take(.series(SeriesID(number: 2), definition("web", timeout: .seconds(20))))
    for record in records { time.take(record) }
    return time
  }

  /// Seconds after the new year, the ends without their last millisecond.
  private func stretches(_ time: RecordedTime) -> [[Int64]] {
    time.stretches.intervals.map { stretch in
      [stretch.start, stretch.end - .milliseconds(1)].map {
        ($0 - newYear).nanoseconds / 1_000_000_000
      }
    }
  }

  private func mark(_ hash: [UInt8], _ seconds: ClosedRange<Int64>) -> Record {
    .imported(
      ImportMark(
        series: SeriesID(number: 0),
        name: "f",
        hash: hash,
        interval: Interval(
          newYear + .seconds(seconds.lowerBound),
          newYear + .seconds(seconds.upperBound) + .milliseconds(1)
        ),
        count: 9
      )
    )
  }

  @Test func `samples that vouch for each other make one stretch`() {
    #expect(stretches(time([])) == [])
    #expect(stretches(time([sample(0), sample(45), sample(90)])) == [[0, 90]])
    #expect(stretches(time([sample(0), sample(46), sample(91)])) == [[0, 0], [46, 91]])
  }

  @Test func `samples of another check say nothing`() {
    #expect(
      stretches(time([sample(0), sample(20, series: 1), sample(60)])) == [[0, 0], [60, 60]]
    )
  }

  @Test func `another definition of the check continues a stretch`() {
    #expect(stretches(time([sample(0), sample(30, series: 2)])) == [[0, 30]])
  }

  @Test func `history behind newer samples is found, whatever stands between`() {
    let records = [
      sample(1_000), sample(0, imported: true), sample(1_030), sample(30, imported: true),
      sample(1_060),
    ]
    let found = time(records)
    #expect(stretches(found) == [[0, 30], [1_000, 1_060]])
    #expect(found.importedCount == 2)
    #expect(found.latestOfFile == nil)
  }

  @Test func `what is recorded of the file itself is told apart`() {
    let other = [UInt8](repeating: 8, count: 32)
    // By their own time: a sealed record tells marks before the samples of all of them.
    let found = time([
      mark(hash, 0...30), mark(other, 90...90), sample(0, imported: true), sample(500),
      sample(30, imported: true), sample(90, imported: true),
    ])
    #expect(found.latestOfFile == newYear + .seconds(30))
    #expect(stretches(found) == [[90, 90], [500, 500]])
  }

  @Test func `whether a daemon has measured is known`() {
    #expect(time([sample(0)]).begun == nil)
    let start = DaemonStart(time: newYear, version: "1", configuration: [])
    #expect(time([.started(start)]).begun == start.time)
  }
}
