import Chronology
import Posix
import TestKit
import Testing

/// A trap in which counting tools fail, from a file of samples by way of the import to the report.
///
/// 100 blips of 50 s in June, seen by a check every 60 s that looks each second while it is in doubt. Uptime Kuma
/// counts each of these beats, those that are pending too, as much as one that stands for a minute: time that fails is
/// asked of sixty times as often, and 20 retries a second apart make 95.4 % of a true 99.807 %. Here a sample vouches for the time
/// around it, however many there are.
@Suite(.timeLimit(.minutes(30))) struct BlipTests {
  /// 2026-06-01T00:00:00Z and 30 days, in ms.
  private static let start: Int64 = 1_780_272_000_000
  private static let month: Int64 = 2_592_000_000
  private static let blip: Int64 = 50_000

  /// When the blips begin: one in each hundredth of the month, anywhere in it.
  private func blips(using random: inout SplitMix64) -> [Int64] {
    (0..<100).map { number in
      Self.start + number * (Self.month / 100) + Int64(random.next() % 25_000_000)
    }
  }

  /// The attempts: when, and whether they failed.
  private func attempts(_ blips: [Int64], from phase: Int64) -> [(at: Int64, isDown: Bool)] {
    func isDown(_ time: Int64) -> Bool {
      let number = Int(max(0, time - Self.start) / (Self.month / 100))
      return blips[max(0, number - 1)...min(99, number)].contains {
        $0 <= time && time < $0 + Self.blip
      }
    }
    var found: [(at: Int64, isDown: Bool)] = []
    for due in stride(
      from: Self.start - 60_000 + phase,
      to: Self.start + Self.month + 120_000,
      by: 60_000
    ) {
      found.append((due, isDown(due)))
      guard isDown(due) else { continue }
      var time = due + 1_000
      // Until three in a row succeed, or the next regular attempt comes.
      var successes = 0
      while successes < 3, time < due + 60_000 {
        found.append((time, isDown(time)))
        successes = isDown(time) ? 0 : successes + 1
        time += 1_000
      }
    }
    return found
  }

  @Test(arguments: [UInt64(3), 4, 5]) func `the report contains the truth`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let blips = blips(using: &random)
    let attempts = attempts(blips, from: Int64(random.next() % 60_000))
    let scratch = try Scratch()
    let configuration = RecordedFixture.configuration.replacing(
      "interval: 10s, timeout: 2s",
      with: "interval: 60s, timeout: 10s, confirm: {down: 3, up: 3}"
    )
    try scratch.write(configuration, to: "constatd.yaml")
    try scratch.write(
      RecordedFixture.agreement.replacing("99%\", window: day", with: "99.9%\", window: month"),
      to: "agreement.yaml"
    )
    let lines = attempts.map { attempt in
      "\(attempt.at),\(attempt.isDown ? "down" : "up"),1000\n"
    }
    try scratch.write("at,outcome,total_us\n" + lines.joined(), to: "june.csv")
    let places = ["--config", scratch.file("constatd.yaml"), "--store", scratch.file("store")]
    let done = try ConsoleRun(["import", "--check", "web", scratch.file("june.csv")] + places)
    #expect(done.status == 0, "\(done.all.prefix(400))")
    let run = try ConsoleRun(
      ["report", "shop", "--period", "2026-06", "--format", "json"] + places
    )
    #expect(run.status == 0, "\(run.all.prefix(400))")
    let figures = TimeFigures(run.output)
    let truth = 100 * Self.blip
    #expect(figures["service"] == Self.month)
    #expect(figures["unknown"] == 0)
    #expect(figures["down_low"] <= truth)
    #expect(figures["down_high"] >= truth)
    #expect(abs(figures["down"] - truth) <= 2 * 100 * 60_000)
    // Much closer, because the blips lie anywhere in the minute: within a quarter of the truth.
    #expect(abs(figures["down"] - truth) <= truth / 4)

    let bad = attempts.count { $0.isDown }
    let counted = (attempts.count - bad) * 1_000 / attempts.count
    #expect((940...965).contains(counted), "counting would say \(counted) ‰ for a true 998.07 ‰")
  }
}
