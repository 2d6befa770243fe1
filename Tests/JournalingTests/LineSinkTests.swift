import Chronology
import Events
import Testing

@testable import Journaling

@Suite struct LineSinkTests {
  private let now = Instant(seconds: 1_774_000_000)

  @Test func `a line for a service manager begins with its priority`() {
    let line = LineSink.line(Entry(.sample(1)), .prefixed, now: now)
    #expect(line == "<6>daemon stopped: number 1")
  }

  @Test func `a line for a terminal has the time and its words in a column`() {
    let line = LineSink.line(Entry(.sample(1)), .terminal, now: now)
    #expect(line == "09:46:40Z daemon stopped        number 1")
  }

  @Test(arguments: [LineSink.Style.prefixed, .terminal])
  func `what a target says can't begin a line or command a terminal`(style: LineSink.Style) {
    let event = Event.daemonStopped(at: now, reason: "a\n<0>b\u{1B}[2Jc\u{9B}d\u{7F}é")
    let line = LineSink.line(Entry(event), style, now: now)
    #expect(line.hasSuffix("a <0>b\u{FFFD}[2Jc\u{FFFD}d\u{FFFD}é"))
  }
}
