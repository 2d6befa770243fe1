import Chronology
import Events
import Sampling
import StoreFormat
import Testing

@testable import Daemon

@Suite struct ShowingTests {
  private func event(_ number: Int) -> Event {
    .daemonStopped(at: at(Int64(number)), reason: "number \(number)")
  }

  private func group(_ number: Int, _ records: [Record] = [], events: [Event]) -> JudgedGroup {
    JudgedGroup(
      group: CommitGroup(sequence: UInt64(number), time: at(Int64(number)), records: records),
      events: events
    )
  }

  private func sample(_ number: Int, flags: SampleFlags = []) -> Sample {
    var sample = Sample(
      series: SeriesID(number: UInt32(number % 3)),
      due: at(Int64(number)),
      start: at(Int64(number)),
      outcome: .up
    )
    sample.flags = flags
    return sample
  }

  @Test func `a terminal that does not read misses samples, and no event`() {
    var showing = Showing()
    for number in 0..<3_000 {
      showing.add(group(number, [.sample(sample(number))], events: [event(number)]))
    }
    #expect(showing.events == (0..<3_000).map(event))
    #expect(showing.omitted == 0)
    #expect(showing.latest.count == 3)
    #expect(showing.latest[SeriesID(number: 2)] == sample(2_999))
    #expect(showing.time == at(2_999))
  }

  @Test func `beyond the limit events are counted`() {
    var showing = Showing()
    let many = (0..<Showing.eventLimit + 5).map(event)
    showing.add(group(0, events: Array(many[..<100])))
    showing.add(group(1, events: Array(many[100...])))
    showing.add(group(2, events: [event(7)]))
    #expect(showing.events == Array(many[..<Showing.eventLimit]))
    #expect(showing.omitted == 6)
    #expect(Foreground.omission(6, at: at(0)).contains(" 6 events are left out"))
  }

  @Test func `what was imported is not shown as measured now`() {
    var showing = Showing()
    showing.add(group(0, [.sample(sample(0, flags: .imported))], events: []))
    #expect(showing.latest.isEmpty)
  }
}
