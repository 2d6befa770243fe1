import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// How much longer a certificate may have to be valid.
  private static let remainders = TimeAmount.zero...TimeAmount.days(400)

  /// `certificate-validity`: of a service some of whose checks ask by TLS.
  func certificateValidity(_ entry: YamlEntry, _ checks: [Check]) -> CertificateTerms? {
    guard let keys = Keys(entry.value, .certificateValidity, on: self) else { return nil }
    let least = keys.required("at-least", example: "at-least: 14d")
      .flatMap { self.duration($0, in: Page.remainders) }
    let share = keys.read("share") { self.leastShare($0) }.or(.one)
    guard checks.isEmpty || checks.contains(where: \.probe.isSecure) else {
      error(
        "no check of the service asks by TLS, so that none meets a certificate",
        hint: "a check of an https:// address does",
        at: entry.mark
      )
      return nil
    }
    guard let least, let share else { return nil }
    return CertificateTerms(atLeast: least, share: share)
  }
}

extension Probe {
  /// Whether the address itself is asked by TLS.
  fileprivate var isSecure: Bool {
    if case .http(let probe) = self { probe.address.isSecure } else { false }
  }
}
