import Curl
import Sampling

/// The addresses of one name, and what libcurl needs to go there; made once, used by every attempt.
///
/// An early one has the addresses of one family, while the other's answer is awaited; those come
/// behind the first when they come.
///
/// Confined to one loop.
final class Resolution {
  /// Addresses that an attempt tries, one after the other, at most.
  static let attemptLimit = 4

  /// The first to be tried first; at least one, at most `attemptLimit`.
  private(set) var addresses: [NetworkAddress]
  /// Whether they stand in our own hosts file, not in an answer of a name server.
  let isListed: Bool
  /// Whether the other family's addresses may still come.
  private(set) var isEarly: Bool
  private var lists: [StringList?]

  init(_ addresses: [NetworkAddress], isListed: Bool = false, isEarly: Bool = false) {
    precondition(!addresses.isEmpty, "a resolution has an address")
    self.addresses = Array(addresses.prefix(Resolution.attemptLimit))
    self.isListed = isListed
    self.isEarly = isEarly
    lists = Array(repeating: nil, count: self.addresses.count)
  }

  /// Takes the addresses that an early resolution lacks, as far as the limit allows; no more come.
  func complete(_ all: [NetworkAddress]) {
    isEarly = false
    for address in all where addresses.count < Resolution.attemptLimit {
      if !addresses.contains(address) { addresses.append(address) }
    }
    lists += Array(repeating: nil, count: addresses.count - lists.count)
  }

  /// Sends libcurl to the address of this index, whatever the URL's host and port; its own resolver
  /// is never asked.
  func connectTo(_ index: Int) throws(CurlError) -> StringList {
    if let list = lists[index] { return list }
    let address = addresses[index]
    let list = try StringList([address.isIPv6 ? "::[\(address)]:" : "::\(address):"])
    lists[index] = list
    return list
  }
}
