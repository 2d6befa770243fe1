/// What a service of the demonstration does with whoever asks it.
package enum Behaviour: Hashable, Sendable {
  /// Answers after 20 to 60 ms.
  case fine
  /// Answers well, but only after this many milliseconds; more than 0.
  case slow(milliseconds: Int64)
  /// Answers at once with an error page, status 503; a TCP service closes the connection.
  case errorPage
  /// Listens no longer, so that a connection is refused, and drops those that it has.
  case refused
  /// Takes a connection and resets it when it has heard the request.
  case dropped
  /// Takes a connection and never answers.
  case silent
}

/// The services of the demonstration.
package enum DemonstrationService: String, CaseIterable, Hashable, Sendable {
  /// HTML by HTTP.
  case web
  /// JSON by HTTP.
  case api
  /// A TCP service that says nothing.
  case database

  /// Whether it answers requests; the others only take connections.
  package var speaksHTTP: Bool { self != .database }
}
