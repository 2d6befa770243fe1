import Chronology
import Foundation
import Glibc
import Testing

/// The daemon seals the report on every window that is over, and another revision of what was declared
/// later.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct SealedReportTests {
  /// The month that began seven to eight months ago, and those after it.
  private static let months: [CivilWindow] = {
    let today = CivilDate(daysSinceEpoch: Int64(time(nil)) / 86_400)
    var month = CivilWindow(.month, holding: today)
    for _ in 0..<7 { month = month.previous }
    return (0..<6).map { _ in
      defer { month = month.next }
      return month
    }
  }()
  private static let first = months[0]
  private static let period = "\(first)"

  /// A stage with the first month imported: a sample every ten minutes, of which ten in a row failed.
  ///
  /// - Parameter last: The agreement ends with this month.
  private func stage(through last: CivilWindow) throws -> Stage {
    let configuration = ConfigurationText(SwitchedTarget())
    let stage = try Stage(configuration)
    let file = configuration.file.replacing(
      "interval: 1s, timeout: 800ms",
      with: "interval: 600s, timeout: 40s"
    )
    try stage.scratch.write(file, to: "constatd.yaml")
    try stage.scratch.write(
      configuration.agreement.replacing("{rolling: 1h}", with: "month")
        + "until: \(last.end.adding(days: -1))\nreporting: {every: month, seal-after: 24h}\n",
      to: "agreement.yaml"
    )
    try stage.importOutage(in: Self.first)
    return stage
  }

  private func listed(_ stage: Stage) throws -> [JSON] {
    let result = try stage.constat("reports", ["shop", "--format", "json"])
    try #require(result.ending == .exit(0), "\(result.errors)")
    return try result.json().list ?? []
  }

  private func sealed(_ stage: Stage, _ words: [String] = []) throws -> CommandResult {
    try stage.constat("report", ["shop", "--sealed", "--period", Self.period] + words)
  }

  @Test func `a window is sealed, revised when something is declared, and verified`() throws {
    let stage = try stage(through: Self.first)
    let daemon = try stage.start()
    let line = try #require(
      daemon.line(containing: "report sealed: shop, \(Self.period): ", within: .seconds(90)),
      "\(daemon.errors)"
    )
    #expect(line.contains("0 met, 1 missed, 0 undetermined"), "\(line)")
    let first = try sealed(stage)
    #expect(first.ending == .exit(0), "\(first.errors)")
    let report = try first.json()
    #expect(first.output.contains("\"sealed\": true"))
    #expect(report["seal"]?["revision"]?.number == 1)
    #expect(report["objectives"]?[0]?["verdict"]?.text == "missed")

    let annotated = try stage.constat(
      "annotate",
      [
        "note", "--from", "\(Self.period)-07T00:00:00Z", "--to", "\(Self.period)-08T00:00:00Z",
        "--reason", "It was the disk", "--author", "provider",
      ]
    )
    #expect(annotated.ending == .exit(0), "\(annotated.errors)")
    #expect(
      daemon.line(
        containing: "report revised: shop, \(Self.period), revision 2 ",
        within: .seconds(90)
      )
        != nil,
      "\(daemon.errors)"
    )
    let second = try sealed(stage).json()
    #expect(second["seal"]?["revision"]?.number == 2)
    #expect(second["seal"]?["because"]?[0]?["reason"]?.text == "It was the disk")
    let again = try sealed(stage, ["--revision", "1"])
    #expect(again.output == first.output, "the first revision stays as it is")
    let page = try sealed(stage, ["--format", "html"])
    #expect(page.output.contains("Sealed report, revision 2"), "\(page.errors)")
    let missing = try sealed(stage, ["--revision", "3"])
    #expect(missing.ending == .exit(66) && missing.errors.contains("no revision 3"))
    stage.stop(daemon)

    let all = try listed(stage)
    let own = all.filter { $0["period"]?.text == Self.period }
    #expect(own.map { $0["revision"]?.number } == [1, 2])
    let verified = try stage.constat("verify")
    #expect(verified.ending == .exit(0), "\(verified.output)")
    #expect(verified.output.contains("proved: \(all.count) sealed reports"), "\(verified.output)")

    try stage.scratch.write("{}", to: "store/reports/shop.\(Self.period).r1.json")
    try FileManager.default.removeItem(
      atPath: stage.scratch.file("store/reports/shop.\(Self.period).r2.html")
    )
    try stage.scratch.write("x", to: "store/reports/other")
    let broken = try stage.constat("verify")
    #expect(broken.ending == .exit(1))
    for words in [
      "damaged: reports/shop.\(Self.period).r1.json is not what was sealed",
      "missing: reports/shop.\(Self.period).r2.html, which is on record, is not there",
      "unproved: reports/other is not on record",
    ] {
      #expect(broken.output.contains(words), "\(broken.output)")
    }
    let altered = try sealed(stage, ["--revision", "1"])
    #expect(altered.ending == .exit(65) && altered.output.isEmpty, "\(altered.errors)")
  }

  @Test func `a daemon that is killed while it seals loses no report and doubles none`() throws {
    let stage = try stage(through: Self.months[5])
    // Each is killed when it has said that a report is sealed, and is at the next one.
    for _ in 0..<3 {
      let daemon = try stage.start()
      let line = daemon.line(containing: "report sealed: ", within: .seconds(90))
      daemon.signal(SIGKILL)
      _ = daemon.end()
      try #require(line != nil, "\(daemon.errors)")
    }
    let daemon = try stage.start()
    let isDone = try eventually(within: .seconds(90)) {
      try stage.constat("reports", ["shop"]).output.contains(" \(Self.months[5]) ")
    }
    #expect(isDone, "\(daemon.errors)")
    stage.stop(daemon)
    let periods = try listed(stage).compactMap { $0["period"]?.text }
    #expect(periods == Self.months.map(\.description))
    let verified = try stage.constat("verify")
    #expect(verified.ending == .exit(0), "\(verified.output)")
  }
}
