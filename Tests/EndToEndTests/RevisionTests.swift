import Testing

/// A revision of an agreement that takes effect while the daemon runs.
@Suite(.blocking, .timeLimit(.minutes(5)))
struct RevisionTests {
  @Test(.needsFalseTime) func `it is judged by from the midnight of its date, without a reload`()
    throws
  {
    let target = SwitchedTarget()
    target.become(.errorPage)
    var configuration = ConfigurationText(target)
    // Of the hour, the first revision allows 59 minutes down and the second 3.6 seconds.
    configuration.revisions = [("2026-01-01", ">= 1%"), ("2026-07-01", ">= 99.9%")]
    let stage = try Stage(configuration, prefix: FalseTime.prefix)
    let daemon = try stage.start(environment: FalseTime.environment("2026-06-30 23:59:50"))
    let breach = daemon.line(containing: "objective breached", within: .seconds(60))
    #expect(breach != nil, "\(daemon.errors)")
    stage.stop(daemon)
  }
}
