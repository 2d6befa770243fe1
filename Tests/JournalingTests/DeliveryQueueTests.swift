import Events
import Testing

@testable import Journaling

@Suite struct DeliveryQueueTests {
  private let events = (0..<5).map(Event.sample)

  @Test func `events come out in the order in which they came`() {
    var queue = DeliveryQueue(capacity: 10)
    #expect(queue.add(Array(events[..<2])) == 2)
    #expect(queue.add(Array(events[2...])) == 3)
    #expect(queue.takeAll() == events)
    #expect(queue.takeAll() == [])
    #expect(queue.remaining == 5)
  }

  @Test func `a full queue keeps what it has and refuses what comes`() {
    var queue = DeliveryQueue(capacity: 3)
    #expect(queue.add(events) == 3)
    #expect(queue.add([events[4]]) == 0)
    #expect(queue.takeRefused() == 3)
    #expect(queue.takeRefused() == 0)
    #expect(queue.takeAll() == Array(events[..<3]))
  }

  @Test func `an event that is refused again is counted once`() {
    var queue = DeliveryQueue(capacity: 2)
    #expect(queue.add(Array(events[..<4])) == 2)
    #expect(queue.add([events[2], events[3], events[4]], again: 2) == 0)
    #expect(queue.takeRefused() == 3)
    #expect(queue.add(Array(events[2...]), again: 3) == 0)
    #expect(queue.takeRefused() == 0)
    for event in queue.takeAll() { queue.finish(event.key, isDelivered: true) }
    #expect(queue.add(Array(events[2...]), again: 3) == 2)
    #expect(queue.takeRefused() == 0)
  }

  @Test func `what is in hand takes room until it is finished`() {
    var queue = DeliveryQueue(capacity: 2)
    #expect(queue.add(events) == 2)
    _ = queue.takeAll()
    #expect(queue.add([events[2]]) == 0)
    queue.finish(events[0].key, isDelivered: true)
    #expect(queue.add([events[2]]) == 1)
    #expect(queue.remaining == 2)
  }

  @Test func `only the keys of what was said are reported, once`() {
    var queue = DeliveryQueue(capacity: 5)
    _ = queue.add(events)
    for event in queue.takeAll() {
      queue.finish(event.key, isDelivered: event.key != events[1].key)
    }
    let keys = events.map(\.key)
    #expect(queue.takeDelivered() == [keys[0], keys[2], keys[3], keys[4]])
    #expect(queue.takeDelivered() == [])
    #expect(queue.remaining == 0)
  }
}
