import Posix
import Testing

@Suite struct DurationTests {
  @Test func `a duration is whole nanoseconds, towards zero`() {
    #expect(Duration.seconds(3).nanoseconds == 3_000_000_000)
    #expect((Duration.seconds(1) + .nanoseconds(7)).nanoseconds == 1_000_000_007)
    #expect(Duration(secondsComponent: 0, attosecondsComponent: 1_999_999_999).nanoseconds == 1)
    #expect((Duration.milliseconds(-1_500)).nanoseconds == -1_500_000_000)
  }
}
