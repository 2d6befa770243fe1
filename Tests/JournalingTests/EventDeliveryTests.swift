import Events
import Testing

@testable import Journaling

@Suite(.timeLimit(.minutes(30))) struct EventDeliveryTests {
  private let events = (0..<200).map(Event.sample)
  private let reported: Reported

  init() throws {
    reported = try Reported()
  }

  private func delivery(
    to sinks: [any EventSink],
    capacity: Int = 1_000
  ) throws -> EventDelivery {
    let reported = reported
    return try EventDelivery(to: sinks, capacity: capacity) {
      reported.add($0)
    }
  }

  @Test func `every event is said and its key reported, in order`() throws {
    let sink = try FakeSink()
    let delivery = try delivery(to: [sink])
    for event in events { #expect(delivery.post([event]) == 1) }
    #expect(delivery.finish(within: .seconds(30)) == 0)
    #expect(sink.said == events.map { Entry($0) })
    #expect(reported.keys == events.map(\.key))
  }

  @Test func `a key is reported without waiting for the end`() throws {
    let sink = try FakeSink()
    let delivery = try delivery(to: [sink])
    delivery.post([events[0]])
    reported.waitForMore()
    #expect(reported.keys == [events[0].key])
    #expect(delivery.finish(within: .seconds(30)) == 0)
  }

  @Test func `a stopped sink stops nobody, and what doesn't fit is counted and said`() throws {
    let sink = try FakeSink(isStopped: true)
    let delivery = try delivery(to: [sink], capacity: 10)
    #expect(delivery.post([events[0]]) == 1)
    sink.waitUntilReached()
    #expect(delivery.post(Array(events[1...])) == 9)
    #expect(delivery.post([events[199]], again: 1) == 0)
    #expect(reported.keys == [])
    sink.goOn()
    #expect(delivery.finish(within: .seconds(30)) == 0)
    // The first event was in hand alone, so the notice comes behind it. The last one was refused twice.
    let entries = events[..<10].map { Entry($0) }
    #expect(sink.said == [entries[0], .delayed(190, capacity: 10)] + entries[1...])
    #expect(reported.keys == events[..<10].map(\.key))
  }

  @Test func `a sink that never goes on is left behind, and what remains is counted`() throws {
    let sink = try FakeSink(isStopped: true)
    let delivery = try delivery(to: [sink])
    delivery.post(Array(events[..<5]))
    sink.waitUntilReached()
    #expect(delivery.finish(within: .milliseconds(50)) == 5)
    #expect(delivery.post([events[6]]) == 0, "nothing is taken after the end")
    sink.goOn()
    #expect(reported.keys == [])
  }

  @Test func `what was posted is said and reported before it goes on, and more may come`() throws {
    let sink = try FakeSink()
    let delivery = try delivery(to: [sink])
    delivery.post(Array(events[..<100]))
    delivery.settle(within: .seconds(30))
    #expect(sink.said == events[..<100].map { Entry($0) })
    #expect(reported.keys == events[..<100].map(\.key))
    delivery.post([events[100]])
    #expect(delivery.finish(within: .seconds(30)) == 0)
    #expect(sink.said == events[...100].map { Entry($0) })
  }

  @Test func `a sink that never goes on is not waited for without end`() throws {
    let sink = try FakeSink(isStopped: true)
    let delivery = try delivery(to: [sink])
    delivery.post([events[0]])
    delivery.settle(within: .milliseconds(50))
    #expect(sink.said == [] && reported.keys == [])
    delivery.post([events[1]])
    #expect(delivery.finish(within: .zero) == 2)
    sink.goOn()
  }

  @Test func `a sink that fails for good hands over to the next one`() throws {
    let first = try FakeSink(failures: [.lasting("gone"), nil, .lasting("gone")])
    let second = try FakeSink()
    let delivery = try delivery(to: [first, second])
    delivery.post(Array(events[..<4]))
    #expect(delivery.finish(within: .seconds(30)) == 0)
    #expect(first.said == [events[1], events[3]].map { Entry($0) })
    #expect(second.said == [events[0], events[2]].map { Entry($0) })
    #expect(reported.keys == events[..<4].map(\.key))
  }

  @Test func `a sink that fails for a moment is tried again`() throws {
    let first = try FakeSink(failures: [.temporary("busy"), .temporary("busy")])
    let second = try FakeSink()
    let delivery = try delivery(to: [first, second])
    delivery.post(Array(events[..<2]))
    #expect(delivery.finish(within: .seconds(30)) == 0)
    #expect(first.said == events[..<2].map { Entry($0) })
    #expect(second.said == [])
  }

  @Test func `a sink that stays away costs its patience once`() throws {
    let first = try FakeSink(failures: Array(repeating: .temporary("busy"), count: 1_000))
    let second = try FakeSink()
    let delivery = try delivery(to: [first, second])
    delivery.post(events)
    #expect(delivery.finish(within: .seconds(30)) == 0)
    #expect(second.said == events.map { Entry($0) })
    #expect(first.asked < 300, "each try of the first event has its pause")
  }

  @Test func `what no sink takes is not reported`() throws {
    let sink = try FakeSink(failures: [nil, .lasting("gone")])
    let delivery = try delivery(to: [sink])
    delivery.post(Array(events[..<3]))
    #expect(delivery.finish(within: .seconds(30)) == 0)
    #expect(reported.keys == [events[0].key, events[2].key])
  }
}
