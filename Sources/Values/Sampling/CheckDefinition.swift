package import Chronology

/// What the record keeps of a check: enough to judge its samples years later without its
/// configuration file.
///
/// Two definitions that differ in anything get different series, so that a changed threshold never
/// relabels what was measured before.
///
/// Copies share their fields: the store, the judge and the record in between keep one of each check.
package struct CheckDefinition: Hashable, Sendable {
  private final class Fields: Sendable {
    let id: CheckID
    let method: String
    let target: String
    let interval: TimeAmount
    let timeout: TimeAmount
    let confirmation: Confirmation
    let rules: String

    init(
      _ id: CheckID,
      _ method: String,
      _ target: String,
      _ interval: TimeAmount,
      _ timeout: TimeAmount,
      _ confirmation: Confirmation,
      _ rules: String
    ) {
      self.id = id
      self.method = method
      self.target = target
      self.interval = interval
      self.timeout = timeout
      self.confirmation = confirmation
      self.rules = rules
    }
  }

  private let fields: Fields

  /// The check's name.
  package var id: CheckID { fields.id }
  /// The probe's method: `http`, `tcp`.
  package var method: String { fields.method }
  /// What is addressed, without the values of its query.
  package var target: String { fields.target }
  /// The target as it is shown: a record of an older version may hold the values of a query.
  package var shownTarget: String { WebAddress.masked(target) }
  /// Whether the target itself is asked by TLS, so that every attempt that is up met a certificate.
  package var isSecure: Bool { target.hasPrefix("https://") }
  /// The time from one slot to the next.
  package var interval: TimeAmount { fields.interval }
  /// The time within which an attempt must have succeeded.
  package var timeout: TimeAmount { fields.timeout }
  /// How many samples in a row open and resolve an incident.
  package var confirmation: Confirmation { fields.confirmation }
  /// Everything else that decides an outcome (expectations, limits), in a canonical text.
  package var rules: String { fields.rules }

  /// A definition as read from a store.
  package init(
    id: CheckID,
    method: String,
    target: String,
    interval: TimeAmount,
    timeout: TimeAmount,
    confirmation: Confirmation,
    rules: String
  ) {
    fields = Fields(id, method, target, interval, timeout, confirmation, rules)
  }

  /// Whether both say the same.
  package static func == (left: CheckDefinition, right: CheckDefinition) -> Bool {
    left.fields === right.fields
      || (left.id == right.id && left.method == right.method && left.target == right.target
        && left.interval == right.interval && left.timeout == right.timeout
        && left.confirmation == right.confirmation && left.rules == right.rules)
  }

  /// Feeds every field.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(method)
    hasher.combine(target)
    hasher.combine(interval)
    hasher.combine(timeout)
    hasher.combine(confirmation)
    hasher.combine(rules)
  }

  /// How long a sample vouches for the state around it: max(1.5 × interval, interval + timeout).
  ///
  /// Beyond it time without samples is unknown.
  package var validity: TimeAmount {
    max(
      TimeAmount(nanoseconds: interval.nanoseconds / 2 * 3 + interval.nanoseconds % 2 * 3 / 2),
      interval + timeout
    )
  }
}
