import Events

/// What the service manager shows of the daemon in one line.
struct StatusLine: Sendable {
  /// Checks that are measured.
  let checks: Int
  /// Incidents that are open.
  let incidents: Int
  /// Samples that the judge could not use since it began to read: none, but for a fault of ours or of
  /// the clock.
  let refused: Int64
  /// The store, in its own words.
  let store: String

  /// The line.
  var text: String {
    let samples = refused == 1 ? "1 sample" : "\(refused) samples"
    let refusal = refused == 0 ? "" : "\(samples) not judged, because they are out of order, "
    return "\(counted(checks, "check")), \(counted(incidents, "incident")) open, " + refusal + store
  }
}
