package import Agreement
package import Chronology

extension Agreement {
  /// What of a window is judged, or deemed, when the agreement holds from `start` on: of one in which it
  /// begins what is left, unless a clause speaks of all of it.
  package func judged(of window: Interval, since start: Instant) -> Interval {
    clauses.partial == .prorate ? window.since(start) : window
  }
}

extension Indicator {
  /// Whether it is about certificates, and not about what samples found.
  var isOfCertificates: Bool {
    if case .certificateValidity = self { true } else { false }
  }

  /// Whether it limits outages one by one.
  var isOfOutages: Bool {
    switch self {
    case .longestOutage, .longestGap, .incidents, .restore, .response: true
    default: false
    }
  }
}
