import Cares

/// What has been answered of one name that is being looked up, and when an attempt may begin.
///
/// Both families are asked for. When one has an address and the other is silent, an attempt begins
/// with what there is after `delay`, as a client's does: nobody sees the silence as downtime. That
/// there is a route to one of the addresses is asked then, so that a host without IPv6 goes on
/// waiting for IPv4.
///
/// Source: RFC 8305 §3 (resolution delay). Unlike there, the delay holds for whichever family comes
/// first.
struct NameLookup {
  /// How long the other family is waited for, in nanoseconds: RFC 8305 §8, "recommended to be 50
  /// milliseconds".
  static let delay: Int64 = 50_000_000

  typealias Answer = Result<[AddressRecord], CaresError>

  private var ipv4: Answer?
  private var ipv6: Answer?
  private var both: Answer?

  /// Takes an answer; a later one of the same family, from another server, takes its place.
  mutating func take(_ answer: Answer, for family: AddressFamily) {
    switch family {
    case .ipv4: ipv4 = answer
    case .ipv6: ipv6 = answer
    case .both: both = answer
    }
  }

  /// The addresses of the family that has answered while the other hasn't; empty if there are none.
  var early: [AddressRecord] {
    if both != nil || ipv4 != nil && ipv6 != nil { return [] }
    return (try? (ipv4 ?? ipv6)?.get()) ?? []
  }

  /// How the lookup ended; nil while an answer is missing.
  ///
  /// - Parameter prefersIPv6: Asked when there are addresses of both families: which comes first. They
  ///   alternate, so that the limit on attempts leaves none of them out (RFC 8305 §4).
  func result(prefersIPv6: (_ first: AddressRecord) -> Bool) -> Answer? {
    if let both { return both }
    guard let ipv4, let ipv6 else { return nil }
    switch (ipv4, ipv6) {
    case (.success(let four), .success(let six)):
      guard let first = six.first, prefersIPv6(first) else {
        return .success(alternating(four, six))
      }
      return .success(alternating(six, four))
    case (.success, .failure): return ipv4
    case (.failure, .success): return ipv6
    case (.failure(let four), .failure(let six)): return .failure(decisive(four, six))
    }
  }

  /// What two failures say of the name: that it isn't there, if one says so; else the fault of a server
  /// rather than that one family has no address.
  private func decisive(_ four: CaresError, _ six: CaresError) -> CaresError {
    if six == .noSuchName || four == .noAddress { return six }
    return four
  }

  private func alternating(
    _ first: [AddressRecord],
    _ second: [AddressRecord]
  ) -> [AddressRecord] {
    var records: [AddressRecord] = []
    for index in 0..<max(first.count, second.count) {
      if index < first.count { records.append(first[index]) }
      if index < second.count { records.append(second[index]) }
    }
    return records
  }
}
