package import Agreement

/// One service in its agreement.
///
/// Copies share their fields: every look at a service has one.
package struct AgreedService: Hashable, Sendable {
  private final class Fields: Sendable {
    let agreement: Agreement
    let service: Service

    init(_ agreement: Agreement, _ service: Service) {
      self.agreement = agreement
      self.service = service
    }
  }

  private let fields: Fields

  /// Whose service it is.
  package var agreement: Agreement { fields.agreement }
  /// What is agreed on.
  package var service: Service { fields.service }

  /// What tells it from every other.
  package var key: ServiceKey { ServiceKey(agreement: agreement.id, service: service.id) }

  /// A service of `agreement`.
  package init(agreement: Agreement, service: Service) {
    fields = Fields(agreement, service)
  }

  /// Whether both are the same service of equal agreements.
  package static func == (left: AgreedService, right: AgreedService) -> Bool {
    left.fields === right.fields
      || (left.agreement == right.agreement && left.service == right.service)
  }

  /// Feeds the agreement and the service.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(agreement)
    hasher.combine(service)
  }
}

/// One objective in its agreement, with its service.
///
/// Copies share their fields: every look at an objective has one.
package struct Promise: Hashable, Sendable {
  private final class Fields: Sendable {
    let agreement: Agreement
    let service: Service
    let objective: Objective

    init(_ agreement: Agreement, _ service: Service, _ objective: Objective) {
      self.agreement = agreement
      self.service = service
      self.objective = objective
    }
  }

  private let fields: Fields

  /// Whose objective it is.
  package var agreement: Agreement { fields.agreement }
  /// What it is about.
  package var service: Service { fields.service }
  /// What is promised.
  package var objective: Objective { fields.objective }

  /// An objective of `agreement` about `service`.
  package init(agreement: Agreement, service: Service, objective: Objective) {
    fields = Fields(agreement, service, objective)
  }

  var key: PromiseKey { PromiseKey(agreement: agreement.id, objective: objective.id) }

  /// Whether both are the same objective of equal agreements.
  package static func == (left: Promise, right: Promise) -> Bool {
    left.fields === right.fields
      || (left.agreement == right.agreement && left.service == right.service
        && left.objective == right.objective)
  }

  /// Feeds the agreement, the service and the objective.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(agreement)
    hasher.combine(service)
    hasher.combine(objective)
  }
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
