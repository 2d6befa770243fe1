import Chronology
import Sampling
import Testing

@Suite struct SampleTests {
  @Test func `a sample ends when its phases are over, and its lateness is from its slot`() {
    let due = Instant(seconds: 1_774_000_000)
    let sample = Sample(
      series: SeriesID(number: 7),
      due: due,
      start: due + .milliseconds(3),
      outcome: .down,
      cause: .connectTimeout,
      phases: Phases(resolve: 500, connect: 2_000_000)
    )
    #expect(sample.lateness == .milliseconds(3))
    #expect(sample.end - sample.start == .microseconds(2_000_500))
  }

  @Test func `bits of flags never change`() {
    let flags: [SampleFlags] = [
      .imported, .observerImpaired, .matchLimit, .clockUnsynchronized, .timeNotMeasured,
    ]
    #expect(flags.map(\.rawValue) == [1, 2, 4, 8, 16])
    #expect(SampleFlags(rawValue: 0x8001).contains(.imported))
  }
}
