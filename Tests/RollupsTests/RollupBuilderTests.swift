import Chronology
import Judging
import Sampling
import TestKit
import Testing

@testable import Rollups

@Suite struct RollupBuilderTests {
  static let seeds: [UInt64] = Array(1...25)

  /// Three days around the one whose rows are built.
  static func story(_ seed: UInt64, calm: Int = 4) -> RandomCheck {
    RandomCheck(seed: seed, from: RandomCheck.origin - .hours(21), hours: 66, calm: calm)
  }

  static var day: Interval { fileHeader(.days).interval }

  /// The samples that a judge takes: each starts after the one before.
  static func accepted(_ story: RandomCheck) -> [Sample] {
    var accepted: [Sample] = []
    for sample in story.samples where accepted.last.map({ $0.start < sample.start }) ?? true {
      accepted.append(sample)
    }
    return accepted
  }

  @Test(arguments: seeds) func `an hour's time is what the judge's timeline says`(
    _ seed: UInt64
  ) throws {
    let story = Self.story(seed)
    let rows = story.builder().hourRows()
    let timeline = story.judge().timeline(of: checkID("web"))
    for hour in 0..<24 as Range<Int64> {
      let start = Self.day.start + .hours(hour)
      let period = Interval(start, start + .hours(1))
      var time = TimeTally(elapsed: 0)
      var unknown = KindCounts<GapCause>()
      for row in rows where row.period == period {
        time.merge(row.summary.time)
        unknown.merge(row.detail.unknown)
      }
      let expected = timeline.tally(in: period)
      if time.elapsed == 0 {
        #expect(expected.unknown == expected.elapsed)
        continue
      }
      var missing = expected
      missing.elapsed -= 3_600_000 - time.elapsed
      missing.unknown -= 3_600_000 - time.elapsed
      #expect(time == missing, "hour \(hour)")
      #expect(unknown.sum == time.unknown)
      var causes = KindCounts<GapCause>()
      for part in timeline.unknownStretches(in: period) {
        causes.add(part.cause, part.interval.length.wholeMilliseconds)
      }
      causes.entries.forEach { entry in
        let absent = entry.kind == .noSample ? 3_600_000 - time.elapsed : 0
        #expect(unknown[entry.kind] == entry.count - absent)
      }
    }
  }

  @Test(arguments: seeds) func `the figures of any parts add up to those of the whole`(
    _ seed: UInt64
  ) throws {
    let story = RandomCheck(seed: seed, hours: 8, calm: 0)
    let timeline = story.judge().timeline(of: checkID("web"))
    var random = SplitMix64(seed: ~seed)
    for _ in 0..<12 {
      let start =
        RandomCheck.origin + .milliseconds(.random(in: -9_000...9_000_000, using: &random))
      let cuts = (0..<Int(random.next() % 40)).map { _ in
        start + .milliseconds(.random(in: 0...18_000_000, using: &random))
      }
      let marks = ([start, start + .milliseconds(18_000_000)] + cuts).sorted()
      let whole = Interval(marks[0], marks[marks.count - 1])
      let parts = zip(marks, marks.dropFirst()).map { Interval($0, $1) }.filter { !$0.isEmpty }
      var time = TimeTally(elapsed: 0)
      var unknown: [GapCause: Int64] = [:]
      var stretches: [JudgedStretch] = []
      for part in parts.shuffled(using: &random) {
        time.merge(timeline.tally(in: part))
        for piece in timeline.unknownStretches(in: part) {
          unknown[piece.cause, default: 0] += piece.interval.length.wholeMilliseconds
        }
        let down = IntervalSet(timeline.downRuns(in: part).map(\.estimate))
        stretches = JudgedStretch.union(stretches, [JudgedStretch(part, down: down)])
      }
      #expect(time == timeline.tally(in: whole))
      var expected: [GapCause: Int64] = [:]
      for piece in timeline.unknownStretches(in: whole) {
        expected[piece.cause, default: 0] += piece.interval.length.wholeMilliseconds
      }
      #expect(unknown == expected)
      let down = IntervalSet(timeline.downRuns(in: whole).map(\.estimate))
      #expect(stretches == [JudgedStretch(whole, down: down)])
      #expect(down.intersection(whole).length.wholeMilliseconds == time.estimate)
    }
  }

  @Test(arguments: seeds) func `counts are those of the samples that the judge takes`(
    _ seed: UInt64
  ) throws {
    let story = Self.story(seed)
    let builder = story.builder()
    let all = Self.accepted(story)
    #expect(builder.refused == Int64(story.samples.count - all.count))
    var left = all.filter { Self.day.contains($0.start) }.count
    for row in builder.hourRows() {
      let samples = all.filter { $0.series == row.series && row.period.contains($0.start) }
      left -= samples.count
      let found = row.summary
      #expect(found.samples == Int64(samples.count))
      #expect(found.up == Int64(samples.filter { $0.outcome == .up }.count))
      #expect(found.down == Int64(samples.filter { $0.outcome == .down }.count))
      #expect(found.void == Int64(samples.filter { $0.outcome == .void }.count))
      #expect(row.detail.first == samples.first.map { SampleEdge($0) })
      #expect(row.detail.last == samples.last.map { SampleEdge($0) })
      #expect(row.detail.bytes == samples.reduce(0) { $0 + UInt128($1.bytes) })
      for cause in Cause.allCases {
        #expect(row.detail.causes[cause] == Int64(samples.filter { $0.cause == cause }.count))
      }
      let available = samples.filter(\.outcome.isAvailable)
      let times = available.map(\.phases.totalMicroseconds)
      let latencies = row.detail.latencies
      #expect(latencies.least.map { Int64($0) } == times.min())
      #expect(latencies.greatest.map { Int64($0) } == times.max())
      #expect(latencies.sum == UInt128(times.reduce(0, +)))
      #expect(latencies.total == LatencyHistogramTests.histogram(times.map { UInt64($0) }))
      // Of samples from files only the whole time is known.
      let waits = available.filter { !$0.flags.contains(.imported) }
        .map { UInt64($0.phases.wait) }
      #expect(latencies[.wait] == LatencyHistogramTests.histogram(waits))
      guard !samples.isEmpty else { continue }
      let whole = try #require(row.tally(by: thresholds[0]))
      #expect(whole.seen == found.samples - found.void && whole.valid == whole.seen)
      #expect(whole.good == Int64(times.filter { $0 <= 500_000 }.count))
      let wait = try #require(row.tally(by: thresholds[1]))
      #expect(wait.valid == Int64(waits.count) && wait.seen == whole.seen)
      #expect(wait.good == Int64(waits.filter { $0 <= 300_000 }.count))
    }
    #expect(left == 0, "every sample of the day stands in one row")
  }

  @Test(arguments: seeds) func `two samples before the day and what settles it are enough`(
    _ seed: UInt64
  ) throws {
    let story = Self.story(seed)
    var seen: [Int] = []
    var latest: Instant?
    for (index, entry) in story.record.enumerated() {
      guard case .sample(let sample) = entry, latest.map({ $0 < sample.start }) ?? true else {
        continue
      }
      latest = sample.start
      if sample.outcome != .void { seen.append(index) }
    }
    let start: (Int) -> Instant = { index in
      if case .sample(let sample) = story.record[index] { sample.start } else { Self.day.start }
    }
    let before = seen.filter { start($0) < Self.day.start }
    let after = seen.first { start($0) >= Self.day.end } ?? story.record.count - 1
    var builder = RollupBuilder(
      day: RandomCheck.day,
      of: checkID("web"),
      definitions: story.definitions,
      thresholds: thresholds
    )
    for entry in story.record[(before.suffix(2).first ?? 0)...after] { builder.take(entry) }
    #expect(builder.isSettled(at: Self.day.end + .hours(6)))
    // A gap that is told later may say why time is unknown, and changes no figure.
    let figures = { (rows: [RollupRow]) in
      rows.filter { $0.summary.samples > 0 }.map { row in
        var row = row
        row.detail.unknown = KindCounts()
        return row
      }
    }
    #expect(figures(builder.hourRows()) == figures(story.builder().hourRows()))
  }

  @Test(arguments: seeds) func `a day is the merge of its hours in any order, byte for byte`(
    _ seed: UInt64
  ) throws {
    let builder = Self.story(seed, calm: 7).builder()
    let hours = builder.hourRows()
    let bytes = try RollupFile.encoded(fileHeader(.days), builder.dayRows())
    var random = SplitMix64(seed: seed)
    for _ in 0..<4 {
      var days: [RollupRow] = []
      for series in Set(hours.map(\.series)).sorted() {
        var parts = hours.filter { $0.series == series }.shuffled(using: &random)
        while parts.count > 1 {
          let part = parts.remove(at: Int(random.next() % UInt64(parts.count)))
          parts[Int(random.next() % UInt64(parts.count))].merge(part)
        }
        days.append(try #require(RollupRow.merged(parts, over: Self.day)))
      }
      #expect(try RollupFile.encoded(fileHeader(.days), days) == bytes)
    }
    #expect(try RollupFile(decoding: bytes).rows == builder.dayRows())
    let file = try RollupFile(decoding: RollupFile.encoded(fileHeader(), hours))
    #expect(file.rows == hours)
    #expect(RollupBuilder.dayRows(of: file.rows, over: Self.day) == builder.dayRows())
  }

  @Test(arguments: seeds) func `a row is uneventful when nothing at all happened in it`(
    _ seed: UInt64
  ) throws {
    let story = Self.story(seed, calm: 7)
    let all = Self.accepted(story)
    var uneventful = 0
    for row in story.builder().hourRows() + story.builder().dayRows() where row.isUneventful {
      uneventful += 1
      let (first, last) = (try #require(row.detail.first), try #require(row.detail.last))
      let inside = all.filter { (first.start...last.start).contains($0.start) }
      #expect(inside.allSatisfy { $0.series == row.series && $0.outcome.isAvailable })
      #expect(row.summary.samples == Int64(inside.count))
      #expect(row.run?.count == row.summary.samples)
      let known = Interval(
        Instant(milliseconds: first.start.milliseconds),
        Instant(milliseconds: last.start.milliseconds)
      )
      let tally = story.judge().timeline(of: checkID("web")).tally(in: known)
      #expect(tally.unknown == 0 && tally.low == 0)
    }
    #expect(uneventful > 0)
  }

  /// The check's validity is 90 s.
  @Test(arguments: [
    (-30, 149, false), (-30, 150, true), (-200, 89, false), (-200, 90, true), (0, 0, true),
  ])
  func `a day is settled by a sample after it, or by silence`(
    _ latest: Int64,
    _ now: Int64,
    _ isSettled: Bool
  ) {
    var builder = RollupBuilder(
      day: RandomCheck.day,
      of: checkID("web"),
      definitions: [SeriesID(number: 3): RandomCheck.definition(60)]
    )
    let start = Self.day.end + .seconds(latest)
    builder.take(Sample(series: SeriesID(number: 3), due: start, start: start, outcome: .up))
    #expect(builder.isSettled(at: Self.day.end + .seconds(now)) == isSettled)
  }

  @Test func `a threshold that some hours have not counted has no count of the day`() throws {
    var rows = ExampleRows.builder.hourRows()
    let day = { RollupRow.merged(rows, over: Self.day)?.tally(by: thresholds[0]) }
    #expect(day()?.seen == 164)
    #expect(rows[0].tally(by: thresholds[1]) == nil)
    rows[1].detail.tallies = []
    #expect(day() == nil)
    rows[1] = RollupRow(series: rows[1].series, period: rows[1].period)
    #expect(day()?.seen == 104 && rows[1].tally(by: thresholds[1])?.seen == 0)
  }

  @Test func `an hour of which nothing is known has no row, one that says why has`() throws {
    var builder = RollupBuilder(
      day: RandomCheck.day,
      of: checkID("web"),
      definitions: [SeriesID(number: 3): RandomCheck.definition(60)]
    )
    let sample = Sample(
      series: SeriesID(number: 3),
      due: Self.day.start + .hours(5),
      start: Self.day.start + .hours(5),
      outcome: .up
    )
    builder.take(sample)
    #expect(builder.hourRows().map(\.period.start) == [Self.day.start + .hours(5)])
    let stop = Interval(Self.day.start + .hours(6), Self.day.start + .hours(9))
    builder.take(Gap(series: nil, interval: stop, slots: 180, cause: .daemonStopped))
    let rows = builder.hourRows()
    #expect(rows.count == 19)
    #expect(rows[1].detail.unknown[.daemonStopped] == 3_600_000)
    #expect(rows[1].detail.first == nil && !rows[1].isUneventful)
    let other = Sample(
      series: SeriesID(number: 4),
      due: Self.day.end,
      start: Self.day.end,
      outcome: .up
    )
    let isTaken = builder.take(other)
    #expect(!isTaken && builder.refused == 1)
  }
}
