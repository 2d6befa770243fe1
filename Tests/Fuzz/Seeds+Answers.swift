import Agreement
import Annotating
import Chronology
import StoreFormat

@testable import Proving

/// What others write: metrics, what is to be declared, a time-stamp.
extension Seeds {
  static let metrics = """
    # TYPE constat_probe_success gauge
    constat_probe_success{check="web"} 1 1773478800.25
    constat_probe_success{check="web"} 0 1773478860
    # TYPE constat_probe_duration_seconds gauge
    constat_probe_duration_seconds{check="web"} 8.1234e-05 1773478800.25
    # EOF

    """

  static let annotations: [[UInt8]] = Annotation.Kind.allCases.map { kind in
    let annotation = Annotation(
      kind: kind,
      scope: .service(agreement: "shop", service: "storefront"),
      start: start,
      end: kind.lasts ? start + .hours(1) : nil,
      noticed: start,
      author: .customer,
      reason: "New disks",
      reference: kind.mustRefer ? "0123" : ""
    )
    return Array(AnnotationRequest(annotation).line.dropLast())
  }

  /// A granted answer of RFC 3161 with nothing in it that isn't read.
  static let stamp: [UInt8] = {
    let algorithm = DERWriter.sequence(DERWriter.element(.object, TimeStampRequest.sha256))
    let imprint = DERWriter.sequence(
      algorithm,
      DERWriter.element(.bytes, [UInt8](repeating: 7, count: 32))
    )
    let information = DERWriter.sequence(
      DERWriter.element(.integer, [1]),
      DERWriter.element(.object, [0x2A, 3]),
      imprint,
      DERWriter.element(.integer, [5]),
      DERWriter.element(.generalizedTime, Array("20260314090000Z".utf8)),
      DERWriter.element(.integer, [0x7F, 2, 3, 4, 5, 6, 7, 8])
    )
    let kind: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04]
    let octets = DERWriter.element(.context0, DERWriter.element(.bytes, information))
    let signed = DERWriter.sequence(
      DERWriter.element(.integer, [3]),
      DERWriter.element(.set, []),
      DERWriter.sequence(DERWriter.element(.object, kind), octets)
    )
    let signedData: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
    let token = DERWriter.sequence(
      DERWriter.element(.object, signedData),
      DERWriter.element(.context0, signed)
    )
    return DERWriter.sequence(DERWriter.sequence(DERWriter.element(.integer, [0])), token)
  }()
}
