package import Agreement
package import Chronology
package import Sampling

/// The state of a service over a stretch of time, as the agreement counts it: by the timeline of its
/// composition, or in proportion by those of its weighted parts.
package struct ServiceTimeline: Hashable, Sendable {
  /// A part of the service that counts for so much of it.
  package struct Part: Hashable, Sendable {
    /// 1 or more, against the weights of the others.
    package let weight: Int64
    /// When it was down.
    package let timeline: BoundedTimeline

    /// A part of this weight.
    package init(weight: Int64, _ timeline: BoundedTimeline) {
      self.weight = weight
      self.timeline = timeline
    }
  }

  /// The parts, at least one; of a composition without weights, the one.
  package let parts: [Part]

  /// A service of these parts.
  ///
  /// - Precondition: There is one, and every weight is 1 or more.
  package init(_ parts: [Part]) {
    precondition(!parts.isEmpty && parts.allSatisfy { $0.weight > 0 }, "every part has a weight")
    self.parts = parts
  }

  /// A service that is down when `timeline` is.
  package init(_ timeline: BoundedTimeline) {
    self.init([Part(weight: 1, timeline)])
  }

  /// The service of this composition, by the timelines of its checks; one that is missing is unknown.
  package init(
    of composition: Composition,
    from checks: [CheckID: BoundedTimeline],
    in stretch: Interval
  ) {
    func timeline(_ part: Composition) -> BoundedTimeline {
      BoundedTimeline(of: part, from: checks, in: stretch)
    }
    if case .weighted(let parts) = composition {
      self.init(parts.map { Part(weight: $0.weight, timeline($0.part)) })
    } else {
      self.init(timeline(composition))
    }
  }

  /// The weights together.
  package var weight: Int64 { parts.reduce(0) { $0 + $1.weight } }
}
