import Chronology
import Glibc
import Testing

/// The daemon says of credits that nobody has claimed that their deadline is near.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ClaimTests {
  /// The month that began seven to eight months ago.
  private static let month: CivilWindow = {
    let today = CivilDate(daysSinceEpoch: Int64(time(nil)) / 86_400)
    var month = CivilWindow(.month, holding: today)
    for _ in 0..<7 { month = month.previous }
    return month
  }()

  /// A stage with two agreements on the month, of which neither was kept.
  ///
  /// A sample every ten minutes, of which ten in a row failed. Credits may be claimed for ten years.
  private func stage() throws -> Stage {
    let configuration = ConfigurationText(SwitchedTarget())
    let stage = try Stage(configuration)
    try stage.scratch.write(
      configuration.file.replacing(
        "interval: 1s, timeout: 800ms",
        with: "interval: 600s, timeout: 40s"
      ).replacing(
        "agreements: agreement.yaml",
        with: "agreements: \"*agreement.yaml\"\nclaim-reminder: 1h"
      ),
      to: "constatd.yaml"
    )
    let text =
      configuration.agreement.replacing("{rolling: 1h}", with: "month")
      + "until: \(Self.month.end.adding(days: -1))\nreporting: {every: month, seal-after: 24h}\n"
      + "credits:\n  availability: {flat: 50.00}\n  claim-within: 3660d\n"
    try stage.scratch.write(text, to: "agreement.yaml")
    try stage.scratch.write(
      text.replacing("agreement: shop", with: "agreement: desk"),
      to: "other-agreement.yaml"
    )
    try stage.importOutage(in: Self.month)
    return stage
  }

  @Test func `a claim that comes by the inbox keeps its deadline from being said`() throws {
    let stage = try stage()
    let daemon = try stage.start()
    for agreement in ["shop", "desk"] {
      let line = daemon.line(
        containing: "credit computed: \(agreement), \(Self.month): ",
        within: .seconds(120)
      )
      try #require(line?.contains("reckoned: 50.00 EUR") == true, "\(daemon.errors)")
    }
    let claimed = try stage.constat(
      "annotate",
      [
        "claim", "--agreement", "shop", "--from", "\(Self.month)-07T00:00:00Z", "--reason",
        "Ten failures", "--author", "customer",
      ]
    )
    #expect(claimed.ending == .exit(0), "\(claimed.errors)")
    #expect(
      daemon.line(
        containing: "report revised: shop, \(Self.month), revision 2 ",
        within: .seconds(90)
      ) != nil,
      "\(daemon.errors)"
    )
    // Of ten years all but two months are left.
    let file = try #require(stage.scratch.read("constatd.yaml"))
    try stage.scratch.write(
      file.replacing("claim-reminder: 1h", with: "claim-reminder: 3600d"),
      to: "constatd.yaml"
    )
    daemon.signal(SIGHUP)
    let near = "claim deadline near: "
    let line = daemon.line(containing: "\(near)desk, \(Self.month): ", within: .seconds(90))
    #expect(line?.contains("and nobody has claimed it") == true, "\(daemon.errors)")
    stage.stop(daemon)
    #expect(!daemon.errors.contains("\(near)shop, "), "\(daemon.errors)")
    #expect(daemon.errors.split(separator: "\n").filter { $0.contains(near) }.count == 1)
    // It is on record, and not said again after a start.
    let second = try stage.start()
    #expect(second.line(containing: "daemon started: ", within: .seconds(60)) != nil)
    stage.stop(second)
    #expect(!second.errors.contains(near), "\(second.errors)")
  }
}
