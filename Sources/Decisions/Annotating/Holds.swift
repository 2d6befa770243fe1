package import Agreement
package import Chronology

/// The holds that are in force: what of the record must not expire.
///
/// A hold keeps whole files, whosever samples are in them: a file with a part of its time stays.
package struct Holds: Hashable, Sendable {
  /// The holds that nobody has released, in the order of the record.
  package let inForce: [RecordedAnnotation]

  /// The holds of a record.
  ///
  /// - Parameter annotations: All that was declared, in any order.
  package init(_ annotations: some Sequence<RecordedAnnotation>) {
    var released: Set<String> = []
    var holds: [RecordedAnnotation] = []
    for recorded in annotations {
      switch recorded.annotation.kind {
      case .hold: holds.append(recorded)
      case .release: released.insert(recorded.annotation.reference)
      default: break
      }
    }
    inForce = holds.filter { !released.contains($0.id) }
  }

  /// Whether a file with these stretches of time must stay: when it was recorded, and when its
  /// samples are from.
  package func keep(_ stretches: [Interval]) -> Bool {
    inForce.contains { hold in
      stretches.contains { stretch in
        // What lasts no time is in a file all the same.
        let end = max(stretch.end, stretch.start + TimeAmount(nanoseconds: 1))
        return hold.annotation.touches(Interval(stretch.start, end))
      }
    }
  }
}
