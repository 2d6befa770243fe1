import Chronology
import Sampling

@testable import Rollups

/// The day of docs/formats/rollup.md and of the golden file: 2026-03-14, a check every minute.
enum ExampleRows {
  static let series = SeriesID(number: 7)
  static let origin = RandomCheck.origin

  static let definition = CheckDefinition(
    id: checkID("web"),
    method: "http",
    target: "http://web.example/",
    interval: .seconds(60),
    timeout: .seconds(10),
    confirmation: Confirmation(),
    rules: "status 200-299"
  )

  /// A sample at a minute of the day.
  static func sample(_ minute: Int64, _ outcome: Outcome = .up, _ cause: Cause? = nil) -> Sample {
    let due = origin + .minutes(minute)
    return Sample(
      series: series,
      due: due,
      start: due + .microseconds(100 * (minute % 7)),
      outcome: outcome,
      cause: cause,
      phases: outcome == .up || outcome == .degraded
        ? Phases(
          connect: UInt32(18_000 + minute * 37 % 400),
          wait: UInt32(cause == .slow ? 2_400_000 : 80_000 + minute * 61 % 9_000)
        )
        : Phases(connect: 310),
      status: outcome == .down ? 0 : 200,
      bytes: outcome == .down ? 0 : 512
    )
  }

  /// From 07:58 to 12:01: quiet, but for two failures and a slow answer after 9:30, and a stop of the
  /// daemon from 10:20 to 11:40.
  static var builder: RollupBuilder {
    var builder = RollupBuilder(
      day: RandomCheck.day,
      of: checkID("web"),
      definitions: [series: definition],
      thresholds: [thresholds[0]]
    )
    for minute in 478...721 as ClosedRange<Int64> {
      switch minute {
      case 570, 571: builder.take(sample(minute, .down, .connectRefused))
      case 580: builder.take(sample(minute, .degraded, .slow))
      case 620:
        let stop = Interval(origin + .minutes(620), origin + .minutes(700))
        builder.take(Gap(series: nil, interval: stop, slots: 80, cause: .daemonStopped))
      case 621..<700: break
      default: builder.take(sample(minute))
      }
    }
    return builder
  }

  /// The row of the hour from 09:00.
  static var eventful: RollupRow? {
    builder.hourRows().first { $0.period.start == origin + .hours(9) }
  }
}

/// Bytes as the pages of docs/formats show them, without the zeros at their end.
func dump(_ bytes: [UInt8]) -> String {
  let end = (bytes.lastIndex { $0 != 0 } ?? 0) + 1
  return stride(from: 0, to: end, by: 16).map { start in
    let line = bytes[start..<min(start + 16, end)].map { hexadecimal(Int($0), 2) }
    return "\(hexadecimal(start, 4))  \(line.joined(separator: " "))\n"
  }.joined()
}

func hexadecimal(_ value: Int, _ width: Int) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
