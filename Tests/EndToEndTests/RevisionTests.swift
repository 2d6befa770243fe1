import Glibc
import Testing

/// The text of an agreement is on record by its hash, and no other takes its place unseen.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct RevisionTests {
  private static let configuration: CInt = 78

  @Test
  func `a text that was edited in place is refused by reload, check and start, and reports say it`()
    throws
  {
    let target = SwitchedTarget()
    let text = ConfigurationText(target)
    let stage = try Stage(text)
    let daemon = try stage.start()
    #expect(daemon.line(containing: "agreement recorded: shop, revision 1, ") != nil)
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    let edited = text.agreement.replacing(">= 99.9%", with: ">= 95%")
    try stage.scratch.write(edited, to: "agreement.yaml")
    daemon.signal(SIGHUP)
    let refused = try #require(
      daemon.line(containing: "refused, the old configuration goes on: "),
      "\(daemon.errors)"
    )
    for word in [
      "agreement.yaml:3:1: ", "revision 1 of 'shop' was recorded on ", "raise 'revision'",
    ] {
      #expect(refused.contains(word), "\(refused)")
    }
    #expect(target.waitForConnections(2), "the old plan goes on")
    let check = try stage.constat("check-config")
    #expect(check.ending == .exit(Self.configuration))
    #expect(check.errors.contains("agreement.yaml:3:1: error: revision 1 of 'shop' was recorded"))
    let report = try stage.constat("report", ["shop"])
    #expect(report.ending == .exit(0), "\(report.errors)")
    #expect(report.errors.contains("warning: revision 1 of 'shop' was recorded on "))
    #expect(report.output.contains("another text: revision 1 was recorded on "))
    stage.stop(daemon)

    let second = try stage.start()
    #expect(second.end(within: .seconds(30)) == .exit(Self.configuration), "\(second.errors)")
    #expect(second.errors.contains("agreement.yaml:3:1: error: revision 1 of 'shop' was recorded"))

    // Another revision is taken, and the text of before too; neither is recorded a second time.
    try stage.scratch.write(
      edited.replacing("revision: 1", with: "revision: 2")
        .replacing("2020-01-01", with: "2021-01-01"),
      to: "agreement.yaml"
    )
    let third = try stage.start()
    #expect(third.line(containing: "agreement recorded: shop, revision 2, ") != nil)
    try stage.write(text)
    third.signal(SIGHUP)
    #expect(third.line(containing: "0 checks added, 0 removed, 0 changed, 1 as before") != nil)
    stage.stop(third)
    #expect(!third.errors.contains("shop, revision 1, "), "\(third.errors)")
    let good = try stage.constat("report", ["shop"])
    #expect(!good.errors.contains("warning"), "\(good.errors)")
  }
}
