/// A configuration and its agreement, as a user would write them.
struct ConfigurationText {
  /// Where the daemon says that it probes from.
  var vantage = "test"
  /// The checks by name: what stands between the braces.
  var checks: [(name: String, text: String)] = []
  /// The agreement's revision, 1 to 9, which takes effect on that day of January 2020.
  var revision = 1
  /// The agreement's services, and the check that each rests on.
  var services: [(name: String, check: String)] = [("storefront", "web")]
  /// The promise.
  var target = ">= 99.9%"
  /// The promise's window.
  var window = "{rolling: 1h}"
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
    agreements: agreement.yaml
    \(more)
    checks:
    \(checks.map { "  \($0.name): {\($0.text)}" }.joined(separator: "\n"))

    """
  }

  /// `agreement.yaml`.
  var agreement: String {
    """
    agreement: shop
    title: Hosting of the shop
    revision: \(revision)
    effective: 2020-01-0\(revision)
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
