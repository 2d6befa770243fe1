import Chronology
import Judging
import Sampling

extension TextReport {
  /// The certificates of an objective on them: of each check until when, and who issued it.
  func certificateRows(of result: ObjectiveResult) -> [(label: String, text: String)] {
    result.certificates.map { (say("certificate", "certificat"), text(of: $0)) }
  }

  func text(of certificate: CheckCertificate) -> String {
    let check = certificate.check.description + PageWords.of(report.language).colon
    guard let served = certificate.served else {
      return "\(check) \(say("none was met", "aucun n'a été vu"))"
    }
    let issuer = served.certificate.issuerName.printable(upTo: 40)
    let fault =
      served.fault.map {
        ", \(say("refused", "refusé"))\(PageWords.of(report.language).colon) \($0.name)"
      } ?? ""
    let until = say("until", "jusqu'au")
    return "\(check) \(until) \(local(served.certificate.chainEnds)) (\(issuer))\(fault)"
  }
}

extension ExplanationText {
  /// The certificates that an objective on them is about, a line each.
  func certificateLines(_ certificates: [CheckCertificate]) -> [String] {
    certificates.map { "    \(say("certificate", "certificat")) \(base.text(of: $0))" }
  }
}

extension CheckCertificate {
  /// The certificate as one object; everything but the check is null where none was met.
  var json: JSONValue {
    let certificate = served?.certificate
    func text(_ value: String?) -> JSONValue { value.map { .string($0.harmless) } ?? .null }
    return [
      "check": .string(check.description),
      "subject": text(certificate?.subject),
      "issuer": text(certificate?.issuer),
      "sha256": text(certificate?.fingerprint),
      "ends": text(certificate?.ends.description),
      "chain_ends": text(certificate?.chainEnds.description),
      "good_until": text(served?.fault == nil ? goodUntil?.description : nil),
      "met": text(since?.description),
      "fault": text(served?.fault?.name),
    ]
  }
}
