package import Chronology
package import StoreFormat

/// What a time-stamping authority answered: what it stamped, and when.
///
/// The authority's signature is not checked here: that takes its certificates, and whom one trusts.
///
/// Source: RFC 3161, section 2.4.2; RFC 5652, section 5.
package struct TimeStampReply: Hashable, Sendable {
  /// How long an answer may be, in bytes: with the certificates it has some thousands.
  package static let sizeLimit = 65_536

  /// The SHA-256 that was stamped.
  package let hash: Hash
  /// The nonce of the request; nil if there is none.
  package let nonce: [UInt8]?
  /// When, by the authority's clock.
  package let time: Instant

  /// Reads an answer in DER.
  ///
  /// - Throws: Also when the authority refused.
  package init(decoding bytes: [UInt8]) throws(TimeStampError) {
    if bytes.count > TimeStampReply.sizeLimit { throw .malformed }
    var response: DERReader
    let isGranted: Bool
    do throws(DERReader.Fault) {
      var all = DERReader(bytes[...])
      response = try all.open(.sequence)
      if !all.isAtEnd { throw .form }
      var status = try response.open(.sequence)
      let number = try status.next(.integer)
      // 0 granted, 1 granted with changes.
      isGranted = number.elementsEqual([0]) || number.elementsEqual([1])
    } catch {
      throw .malformed
    }
    if !isGranted { throw .refused }
    do throws(DERReader.Fault) {
      self = try TimeStampReply(token: &response)
    } catch {
      throw .malformed
    }
  }

  /// id-signedData: 1.2.840.113549.1.7.2.
  private static let signedData: [UInt8] = [
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02,
  ]
  /// id-ct-TSTInfo: 1.2.840.113549.1.9.16.1.4.
  private static let information: [UInt8] = [
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04,
  ]

  private init(token response: inout DERReader) throws(DERReader.Fault) {
    var content = try response.open(.sequence)
    if try !content.next(.object).elementsEqual(TimeStampReply.signedData) { throw .unexpected }
    var wrapped = try content.open(.context0)
    var signed = try wrapped.open(.sequence)
    _ = try signed.next(.integer)
    _ = try signed.next(.set)
    var encapsulated = try signed.open(.sequence)
    if try !encapsulated.next(.object).elementsEqual(TimeStampReply.information) {
      throw .unexpected
    }
    var octets = try encapsulated.open(.context0)
    var whole = try octets.open(.bytes)
    var stamp = try whole.open(.sequence)
    _ = try stamp.next(.integer)
    _ = try stamp.next(.object)
    var imprint = try stamp.open(.sequence)
    var algorithm = try imprint.open(.sequence)
    if try !algorithm.next(.object).elementsEqual(TimeStampRequest.sha256) { throw .unexpected }
    guard let hash = Hash(bytes: Array(try imprint.next(.bytes))) else { throw .unexpected }
    _ = try stamp.next(.integer)
    guard let time = TimeStampReply.time(try stamp.next(.generalizedTime)) else { throw .form }
    // How exact it is.
    if stamp.isNext(.sequence) { try stamp.skip() }
    if stamp.isNext(.boolean) { try stamp.skip() }
    nonce = stamp.isNext(.integer) ? Array(try stamp.next(.integer)) : nil
    self.hash = hash
    self.time = time
  }

  /// `YYYYMMDDhhmmss[.f…]Z`; a second 60 is the next minute's first.
  private static func time(_ text: ArraySlice<UInt8>) -> Instant? {
    guard text.last == UInt8(ascii: "Z"), text.count >= 15 else { return nil }
    let digits = Array(text.prefix(14))
    let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12, 12..<14].compactMap { decimal(digits[$0]) }
    guard parts.count == 6, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]),
      (1970...2100).contains(parts[0]), parts[3] < 24, parts[4] < 60, parts[5] <= 60
    else { return nil }
    let seconds = date.daysSinceEpoch * 86_400 + Int64(parts[3] * 3_600 + parts[4] * 60 + parts[5])
    var fraction = text.dropFirst(14).dropLast()
    guard fraction.popFirst() != nil else { return Instant(seconds: seconds) }
    guard text.dropFirst(14).first == UInt8(ascii: "."), (1...9).contains(fraction.count),
      let number = decimal(fraction)
    else { return nil }
    var nanoseconds = Int64(number)
    for _ in fraction.count..<9 { nanoseconds *= 10 }
    return Instant(seconds: seconds) + TimeAmount(nanoseconds: nanoseconds)
  }

  /// Holds the answer against what was asked.
  package func check(_ request: TimeStampRequest) throws(TimeStampError) {
    if hash != request.hash { throw .otherHash }
    if nonce != request.nonce { throw .otherNonce }
  }
}
