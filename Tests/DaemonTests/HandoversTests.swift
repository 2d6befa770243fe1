import Chronology
import Execution
import Sampling
import TestKit
import Testing

@testable import Daemon
@testable import Probing

@Suite struct HandoversTests {
  @Test func `arrivals hold twice what both loops can have in flight, and no more`() throws {
    let arrivals = Arrivals(on: QueueExecutor(label: "test.schedule"))
    let probe = try plan([check("a")]).prepared[0]
    let letter = FinishedProbe(
      refused: DueProbe(probe: probe, series: SeriesID(number: 0), due: at(0))
    )
    let limit = 2 * ProbeLoops.inFlightLimit
    #expect(arrivals.mailbox.post(contentsOf: Array(repeating: letter, count: limit)) == limit)
    #expect(!arrivals.mailbox.post(letter))
    var letters: [FinishedProbe] = []
    #expect(arrivals.mailbox.drain(into: &letters) == 1, "what was refused is counted")
    #expect(letters.count == limit)
  }
}
