package import Events

/// The events that wait to be said, and what became of them: a bounded queue without a thread.
///
/// When it is full, what waits stays and what comes is refused and counted.
package struct DeliveryQueue: Sendable {
  /// How many events wait at most, those in hand included; 1 or more.
  package let capacity: Int
  private var waiting: [Event] = []
  private var inHand = 0
  private var refused = 0
  private var delivered: [EventKey] = []

  /// An empty queue.
  package init(capacity: Int) {
    precondition(capacity > 0, "a queue holds at least one event")
    self.capacity = capacity
  }

  /// How many events are not said yet.
  package var remaining: Int { waiting.count + inHand }

  /// Adds as many of `events` as there is room for, in order.
  ///
  /// - Parameter again: How many of the first ones were refused before: they are not counted again.
  /// - Returns: How many were taken: the first ones. The rest is refused.
  package mutating func add(_ events: [Event], again: Int = 0) -> Int {
    let taken = min(events.count, capacity - remaining)
    waiting.append(contentsOf: events.prefix(taken))
    refused += max(0, events.count - max(taken, again))
    return taken
  }

  /// Takes everything that waits, in order; it is in hand until `finish`.
  package mutating func takeAll() -> [Event] {
    defer { waiting = [] }
    inHand += waiting.count
    return waiting
  }

  /// Ends with an event in hand.
  ///
  /// - Parameter isDelivered: Whether it was said. One that wasn't is forgotten here: its key never
  ///   comes out of `takeDelivered`, so it is added again by whoever keeps the record.
  package mutating func finish(_ key: EventKey, isDelivered: Bool) {
    precondition(inHand > 0, "an event that wasn't taken")
    inHand -= 1
    if isDelivered { delivered.append(key) }
  }

  /// How many events were refused since this was last asked, each for the first time.
  package mutating func takeRefused() -> Int {
    defer { refused = 0 }
    return refused
  }

  /// The keys of what was said since this was last asked, in order.
  package mutating func takeDelivered() -> [EventKey] {
    defer { delivered = [] }
    return delivered
  }
}
