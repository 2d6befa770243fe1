import Posix
import Testing

@Suite struct SystemClocksTests {
  @Test func `clocks go forward and know the year`() {
    let first = SystemClocks.monotonic()
    let boot = SystemClocks.boottime()
    #expect(SystemClocks.monotonic() >= first)
    #expect(SystemClocks.boottime() >= boot)
    #expect(SystemClocks.processor() > 0)
    #expect(SystemClocks.realtime() > 1_577_836_800_000_000_000)
  }
}
