/// The story of the demonstration: which service does what, and when.
///
/// It repeats. It is a pure function of the time since its start; between its acts everything is fine.
package struct Script: Hashable, Sendable {
  /// One service's behaviour for a while; half-open, `[start, end)`, in milliseconds of a cycle.
  package struct Act: Hashable, Sendable {
    /// Who behaves so.
    package let service: DemonstrationService
    /// How.
    package let behaviour: Behaviour
    /// From when on, 0 or more.
    package let start: Int64
    /// Until when, more than `start`.
    package let end: Int64

    /// An act from `start` to `end`, both in milliseconds.
    package init(
      _ service: DemonstrationService,
      _ behaviour: Behaviour,
      from start: Int64,
      to end: Int64
    ) {
      self.service = service
      self.behaviour = behaviour
      self.start = start
      self.end = end
    }
  }

  /// How long until everything begins again, in milliseconds.
  package let cycle: Int64
  /// The acts of one cycle.
  package let acts: [Act]

  /// A story of these acts.
  ///
  /// - Precondition: The acts lie within `0 ..< cycle`, and those of one service don't overlap.
  package init(cycle: Int64, acts: [Act]) {
    precondition(cycle > 0, "a story takes time")
    for (index, act) in acts.enumerated() {
      precondition(act.start >= 0 && act.start < act.end && act.end <= cycle, "an act out of range")
      for other in acts[(index + 1)...] where other.service == act.service {
        precondition(other.start >= act.end || other.end <= act.start, "two acts at once")
      }
    }
    self.cycle = cycle
    self.acts = acts
  }

  /// What `service` is playing, or nil while it is fine.
  ///
  /// - Parameter elapsed: Milliseconds since the start, 0 or more.
  package func act(of service: DemonstrationService, at elapsed: Int64) -> Act? {
    let time = elapsed % cycle
    return acts.first { $0.service == service && $0.start <= time && time < $0.end }
  }

  /// How `service` behaves.
  ///
  /// - Parameter elapsed: Milliseconds since the start, 0 or more.
  package func behaviour(of service: DemonstrationService, at elapsed: Int64) -> Behaviour {
    act(of: service, at: elapsed)?.behaviour ?? .fine
  }

  /// The first time after `elapsed` when an act begins or ends; nil in a story without acts.
  package func nextChange(after elapsed: Int64) -> Int64? {
    let time = elapsed % cycle
    let edges = acts.flatMap { [$0.start, $0.end, $0.start + cycle] }
    return edges.filter { $0 > time }.min().map { elapsed - time + $0 }
  }
}
