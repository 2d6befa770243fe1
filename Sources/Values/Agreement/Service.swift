package import Sampling

/// What is promised: available when its checks are up, as its composition says.
package struct Service: Hashable, Sendable {
  /// The service's name in this agreement.
  package let id: String
  /// What it is, in the words of the parties.
  package let description: String
  /// When it is available; of no checks if it is fed from outside.
  package let composition: Composition
  /// When it is promised.
  package let hours: ServiceHours
  /// What is paid for it; nil if that isn't said.
  package let fee: Fee?
  /// What feeds it from outside; nil of a service that is probed.
  package let observations: ObservationFeed?

  /// A service.
  package init(
    id: String,
    description: String,
    composition: Composition,
    hours: ServiceHours = .always,
    fee: Fee? = nil
  ) {
    self.id = id
    self.description = description
    self.composition = composition
    self.hours = hours
    self.fee = fee
    observations = nil
  }

  /// A service that no probe sees, and that is fed from outside.
  package init(
    id: String,
    description: String,
    observations: ObservationFeed,
    hours: ServiceHours = .always,
    fee: Fee? = nil
  ) {
    self.id = id
    self.description = description
    composition = .all([])
    self.hours = hours
    self.fee = fee
    self.observations = observations
  }

  /// A service that is available when one check is up, all the time.
  package init(id: String, description: String, check: CheckID) {
    self.init(id: id, description: description, composition: .check(check))
  }

  /// The checks on which it rests, each once; at least one, unless it is fed from outside.
  package var checks: [CheckID] { composition.checks }
}
