/// A configuration and its agreement, as a user would write them.
struct ConfigurationText {
  /// Where the daemon says that it probes from.
  var vantage = "test"
  /// The checks by name: what stands between the braces.
  var checks: [(name: String, text: String)] = []
  /// The agreement's services, and the check that each rests on.
  var services: [(name: String, check: String)] = [("storefront", "web")]
  /// The promise.
  var target = ">= 99.9%"
  /// The promise's window.
  var window = "{rolling: 1h}"
  /// The agreement's revisions: the local dates from which each holds, in UTC, and what it promises
  /// instead of `target`; each stands in a file of its own.
  var revisions: [(effective: String, target: String)] = []
  /// Added to the file as it is.
  var more = ""

  /// One check of `target`, once a second.
  init(_ target: SwitchedTarget) { self.init(url: target.url) }

  /// One check of what answers at `url`, once a second.
  init(url: String) {
    checks = [("web", "http: \"\(url)\"")]
  }

  /// `constatd.yaml`.
  var file: String {
    """
    vantage: \(vantage)
    defaults: {interval: 1s, timeout: 800ms, confirm: {down: 2, up: 2}}
    agreements: agreement*.yaml
    \(more)
    checks:
    \(checks.map { "  \($0.name): {\($0.text)}" }.joined(separator: "\n"))

    """
  }

  /// `agreement.yaml`.
  var agreement: String { text(ofRevision: 1, "2020-01-01", target) }

  /// The agreement's files by name: `agreement.yaml` alone, unless there are ``revisions``.
  var agreements: [(name: String, text: String)] {
    if revisions.isEmpty { return [("agreement.yaml", agreement)] }
    return revisions.enumerated().map { index, revision in
      let text = text(ofRevision: index + 1, revision.effective, revision.target)
      return ("agreement-\(index + 1).yaml", text)
    }
  }

  private func text(ofRevision revision: Int, _ effective: String, _ target: String) -> String {
    """
    agreement: shop
    title: Hosting of the shop
    revision: \(revision)
    effective: \(effective)
    language: en
    time-zone: UTC
    currency: EUR
    parties:
      provider: {name: Provider Ltd}
      customer: {name: Customer Ltd}
    services:
    \(services.map { "  \($0.name): {description: It answers, available-when: \($0.check)}" }
      .joined(separator: "\n"))
    objectives:
    \(services.enumerated().map { index, service in
      let name = index == 0 ? "availability" : "availability-\(index)"
      return "  \(name): {service: \(service.name), availability: '\(target)', window: \(window)}"
    }.joined(separator: "\n"))

    """
  }
}
