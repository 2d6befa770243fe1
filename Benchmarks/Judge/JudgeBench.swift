import Agreement
import Chronology
import Judging
import Posix
import Replaying
import Sampling

/// What the daemon's judging takes of the processor for each sample: telling the judge, and looking at
/// all that rests on the check, as after a commit of one sample.
///
/// Beside it, in turns, the same samples are only told to a judge of the same agreement. Named on the
/// command line are the agreements that are measured, and the windows; none is all.
@main struct JudgeBench {
  /// 2026-01-01T00:00:00 in Paris.
  static let origin = Instant(seconds: 1_767_222_000)
  static let windows: [(name: String, rule: WindowRule, days: Int64)] = [
    ("day", .day, 1), ("month", .month, 28), ("year", .year, 330),
    ("rolling 30 d", .rolling(.days(30)), 70),
  ]

  static func main() throws {
    let names = Set(CommandLine.arguments.dropFirst())
    let kinds = JudgedAgreement.allCases.filter { names.contains($0.rawValue) }
    let wanted = windows.filter { names.contains($0.name) }
    print("CPU microseconds a sample; medians of 5 turns, the ratio with its least and greatest")
    print(
      "| agreement | window | incidents | told and looked at | only told | ratio | a look at all |"
    )
    print("|---|---|---|---|---|---|---|")
    for kind in kinds.isEmpty ? JudgedAgreement.allCases : kinds {
      for (name, rule, days) in wanted.isEmpty ? windows : wanted {
        for failures in JudgedStory.Failures.allCases {
          var bench = try JudgeCase(kind, rule, days: days, failures)
          print("| \(kind.rawValue) | \(name) | \(failures.rawValue) | \(bench.measure()) |")
        }
      }
    }
  }
}

/// One agreement over one window, with a history of so many days.
struct JudgeCase {
  private static let turns = 5
  /// What a turn takes at the most, in nanoseconds, and how many slots it has at the most.
  private static let longest: Int64 = 200_000_000
  private static let slots: Int64 = 4_000

  private let story: JudgedStory
  private let calendar: CalendarWindows
  private var judge: Judge
  private var told: Judge
  private var announcer = Announcer()
  private var slot: Int64
  private var events = 0

  init(
    _ kind: JudgedAgreement,
    _ rule: WindowRule,
    days: Int64,
    _ failures: JudgedStory.Failures
  ) throws {
    story = JudgedStory(checks: kind.checks, failures: failures)
    let agreement = try kind.agreement(over: rule)
    let annotations = kind.annotations(since: JudgeBench.origin, months: 13)
    calendar = try CalendarWindows([agreement], annotations: annotations)
    judge = calendar.judge(by: [agreement])
    for (number, definition) in story.definitions.enumerated() {
      judge.define(SeriesID(number: UInt32(number)), definition)
    }
    // The last part of a day of business.
    slot = (days - 1) * 2_880 + 1_800
    for slot in 0..<slot {
      for sample in story.samples(slot, since: JudgeBench.origin) { judge.take(sample) }
    }
    told = judge
    look(at: JudgeBench.origin + JudgedStory.interval * slot, touchedOnly: false)
  }

  mutating func measure() -> String {
    var looked: [Int64] = []
    var only: [Int64] = []
    var whole: [Int64] = []
    for turn in 0...JudgeCase.turns {
      let first = slot
      let (taken, time) = turnOfLooks()
      slot = first
      let alone = turnOfTelling(taken)
      // The first one warms up: judges that were one are two then.
      guard turn > 0 else { continue }
      looked.append(time / taken)
      only.append(alone / taken)
      whole.append(lookAtAll())
    }
    let ratios = zip(looked, only).map { Double($0) / Double(max(1, $1)) }.sorted()
    let middle = JudgeCase.turns / 2
    func micro(_ times: [Int64]) -> String { decimals(Double(times.sorted()[middle]) / 1_000) }
    return "\(micro(looked)) | \(micro(only)) | \(decimals(ratios[middle]))"
      + " (\(decimals(ratios[0]))–\(decimals(ratios[ratios.count - 1]))) | \(micro(whole))"
  }

  private mutating func turnOfLooks() -> (samples: Int64, time: Int64) {
    let before = SystemClocks.processor()
    var count: Int64 = 0
    for _ in 0..<JudgeCase.slots {
      for sample in story.samples(slot, since: JudgeBench.origin) {
        judge.take(sample)
        look(at: sample.end, touchedOnly: true)
        count += 1
      }
      slot += 1
      if slot % 64 == 0, SystemClocks.processor() - before > JudgeCase.longest { break }
    }
    return (count, SystemClocks.processor() - before)
  }

  private mutating func turnOfTelling(_ samples: Int64) -> Int64 {
    let before = SystemClocks.processor()
    var count: Int64 = 0
    while count < samples {
      for sample in story.samples(slot, since: JudgeBench.origin) { told.take(sample) }
      slot += 1
      count += Int64(story.checks.count)
    }
    return SystemClocks.processor() - before
  }

  private mutating func lookAtAll() -> Int64 {
    let before = SystemClocks.processor()
    look(at: JudgeBench.origin + JudgedStory.interval * slot, touchedOnly: false)
    return SystemClocks.processor() - before
  }

  /// As the daemon does it after each commit.
  private mutating func look(at now: Instant, touchedOnly: Bool) {
    let closed = announcer.closedWindows
    events +=
      announcer.announce(judge, at: now, touchedOnly: touchedOnly) { promise in
        calendar.pending(promise, after: closed.last(of: promise), now: now)
      }.count
    judge.settle()
  }

  private func decimals(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
