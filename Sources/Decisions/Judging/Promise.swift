package import Agreement

/// One service in its agreement.
package struct AgreedService: Hashable, Sendable {
  /// Whose service it is.
  package let agreement: Agreement
  /// What is agreed on.
  package let service: Service

  /// What tells it from every other.
  package var key: ServiceKey { ServiceKey(agreement: agreement.id, service: service.id) }

  /// A service of `agreement`.
  package init(agreement: Agreement, service: Service) {
    self.agreement = agreement
    self.service = service
  }
}

/// One objective in its agreement, with its service.
package struct Promise: Hashable, Sendable {
  /// Whose objective it is.
  package let agreement: Agreement
  /// What it is about.
  package let service: Service
  /// What is promised.
  package let objective: Objective

  /// An objective of `agreement` about `service`.
  package init(agreement: Agreement, service: Service, objective: Objective) {
    self.agreement = agreement
    self.service = service
    self.objective = objective
  }

  var key: PromiseKey { PromiseKey(agreement: agreement.id, objective: objective.id) }
}

/// What tells one objective from every other.
struct PromiseKey: Hashable, Sendable {
  let agreement: String
  let objective: String
}

/// What tells one service from every other.
package struct ServiceKey: Hashable, Sendable {
  /// The agreement's id.
  package let agreement: String
  /// The service's id in it.
  package let service: String

  /// A service of an agreement, by their ids.
  package init(agreement: String, service: String) {
    self.agreement = agreement
    self.service = service
  }
}
