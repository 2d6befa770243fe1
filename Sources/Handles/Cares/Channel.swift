import CCares
import Glibc

/// What c-ares wants to be told about one of its sockets.
package struct ChannelInterest: Equatable, Sendable {
  /// The descriptor; about to be closed when `reads` and `writes` are both false.
  package let descriptor: Int32
  /// Whether readability is wanted.
  package let reads: Bool
  /// Whether writability is wanted.
  package let writes: Bool
}

/// Which addresses of a name an answer is about.
package enum AddressFamily: Hashable, Sendable {
  /// IPv4 alone (A records).
  case ipv4
  /// IPv6 alone (AAAA records).
  case ipv6
  /// Both at once.
  case both
}

/// How one lookup ended, or half of it.
package struct ChannelAnswer: Sendable {
  /// The tag that the lookup was given.
  package let tag: Int
  /// What was looked for; of one lookup there is an answer for each family, or one for both.
  package let family: AddressFamily
  /// At least one address, the most reachable first (RFC 6724), or why there is none.
  package let result: Result<[AddressRecord], CaresError>
}

/// A stub resolver (RFC 1035) driven from outside.
///
/// It says which sockets it wants watched and until when, and is told what happened to them. It
/// starts no thread and never blocks; it doesn't read `/etc/hosts`.
///
/// c-ares's callbacks only take notes, which the driver collects after each call.
///
/// Not Sendable: one thread or actor owns it.
///
/// The corresponding C type is `ares_channel`.
@safe
package final class Channel {
  private let lookupLimit: Int
  private let raw: ares_channel
  private let notes: Notes

  /// Opens a channel; its sockets are opened by the first lookup.
  ///
  /// - Parameters:
  ///   - servers: `address`, `address:port` or `[v6]:port`, asked in this order; nil is what
  ///     `/etc/resolv.conf` says now.
  ///   - patience: Milliseconds until the first attempt is given up; each further one waits twice as
  ///     long.
  ///   - tries: Attempts for each server, 1 or more.
  ///   - lookupLimit: Lookups that may be under way at once, 1 or more; one more is answered with
  ///     `.tooMany`.
  /// - Throws: `CaresError`: a server that isn't an address, or no memory.
  ///
  /// The corresponding C functions are `ares_init_options` and `ares_set_servers_ports_csv`.
  package init(
    servers: [String]?,
    patience: Int,
    tries: Int,
    lookupLimit: Int
  ) throws(CaresError) {
    self.lookupLimit = lookupLimit
    try CaresError.check(ares_library_init(ARES_LIB_INIT_ALL))
    notes = Notes()
    var count = servers?.count ?? 0
    if servers == nil {
      let probing = try unsafe Channel.open(exact: false, patience: patience, tries: tries, notes)
      count = Int(unsafe constat_ares_server_count(probing))
      unsafe ares_destroy(probing)
    }
    // With one server its response code comes through exactly. With several, c-ares goes on to the
    // next one at SERVFAIL, NOTIMP and REFUSED, and says `ARES_ECONNREFUSED` when the last has failed too.
    unsafe raw = try unsafe Channel.open(exact: count <= 1, patience: patience, tries: tries, notes)
    guard let servers else { return }
    let code = unsafe ares_set_servers_ports_csv(raw, servers.joined(separator: ","))
    try CaresError.check(servers.isEmpty ? Int32(ARES_EBADSTR) : code)
  }

  deinit { unsafe ares_destroy(raw) }

  /// Begins to look for the addresses of a name; the answers come by `takeAnswers`, perhaps at once.
  ///
  /// IPv4 and IPv6 are asked for together and answered apart, each when it is known. Only a name that
  /// is looked up below the search domains has one answer for both, so that they are of one name.
  ///
  /// - Parameters:
  ///   - name: In ASCII. One that ends with a full stop is looked up as it is, another also
  ///     below the search domains.
  ///   - tag: Given back with the answers.
  ///
  /// The corresponding C function is `ares_getaddrinfo`.
  package func lookUp(_ name: String, tag: Int) {
    guard notes.underWay < lookupLimit else {
      notes.answers.append(ChannelAnswer(tag: tag, family: .both, result: .failure(.tooMany)))
      return
    }
    let families: [AddressFamily] = name.utf8.last == UInt8(ascii: ".") ? [.ipv4, .ipv6] : [.both]
    let lookup = Lookup(notes: notes, tag: tag, answersLeft: families.count)
    notes.underWay += 1
    for family in families {
      let waiter = unsafe Unmanaged.passRetained(Waiter(lookup, family)).toOpaque()
      unsafe constat_ares_lookup(raw, name, family.system, noteAnswer, waiter)
    }
  }

  /// Gives up all lookups; what isn't answered is answered with `.cancelled`.
  ///
  /// The corresponding C function is `ares_cancel`.
  package func cancel() { unsafe ares_cancel(raw) }

  /// Works on a socket that is ready, without blocking.
  ///
  /// The corresponding C function is `ares_process_fd`.
  package func act(on descriptor: Int32, reads: Bool, writes: Bool) {
    unsafe ares_process_fd(raw, reads ? descriptor : -1, writes ? descriptor : -1)
  }

  /// Gives up or repeats what has waited too long.
  ///
  /// The corresponding C function is `ares_process_fd` with `ARES_SOCKET_BAD`.
  package func actOnTimeout() { unsafe ares_process_fd(raw, -1, -1) }

  /// Milliseconds until `actOnTimeout` has something to do; nil when nothing is under way.
  ///
  /// The corresponding C function is `ares_timeout`.
  package var timeout: Int? {
    let milliseconds = unsafe constat_ares_timeout_ms(raw)
    return milliseconds < 0 ? nil : milliseconds
  }

  /// Hands over the noted interests, in order, and forgets them.
  package func takeInterests(_ body: (ChannelInterest) -> Void) {
    guard !notes.interests.isEmpty else { return }
    for interest in notes.interests { body(interest) }
    notes.interests.removeAll(keepingCapacity: true)
  }

  /// Whether `takeAnswers` has any.
  package var hasAnswers: Bool { !notes.answers.isEmpty }

  /// The answers that came since the last time.
  package func takeAnswers() -> [ChannelAnswer] {
    guard !notes.answers.isEmpty else { return [] }
    defer { notes.answers = [] }
    return notes.answers
  }

  private static func open(
    exact: Bool,
    patience: Int,
    tries: Int,
    _ notes: Notes
  ) throws(CaresError) -> ares_channel {
    var channel: ares_channel?
    let flags = Int32(exact ? ARES_FLAG_NOCHECKRESP : 0)
    let context = unsafe Unmanaged.passUnretained(notes).toOpaque()
    let code = unsafe constat_ares_open(
      &channel,
      flags,
      Int32(clamping: patience),
      Int32(clamping: tries),
      noteSocket,
      context
    )
    try CaresError.check(code)
    guard let channel = unsafe channel else { throw .noMemory }
    return unsafe channel
  }
}

/// What c-ares said since the driver last asked.
private final class Notes {
  var interests: [ChannelInterest] = []
  var answers: [ChannelAnswer] = []
  var underWay = 0
}

/// One lookup, which counts as under way until its last answer.
private final class Lookup {
  let notes: Notes
  let tag: Int
  var answersLeft: Int

  init(notes: Notes, tag: Int, answersLeft: Int) {
    self.notes = notes
    self.tag = tag
    self.answersLeft = answersLeft
  }
}

/// What one callback needs; c-ares calls it exactly once, at the latest when the channel is closed.
private final class Waiter {
  let lookup: Lookup
  let family: AddressFamily

  init(_ lookup: Lookup, _ family: AddressFamily) {
    self.lookup = lookup
    self.family = family
  }
}

extension AddressFamily {
  fileprivate var system: Int32 {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .both: AF_UNSPEC
    }
  }
}

private func noteSocket(
  _ context: UnsafeMutableRawPointer?,
  _ descriptor: Int32,
  _ readable: Int32,
  _ writable: Int32
) {
  guard let context = unsafe context else { return }
  let interest = ChannelInterest(
    descriptor: descriptor,
    reads: readable != 0,
    writes: writable != 0
  )
  unsafe Unmanaged<Notes>.fromOpaque(context)._withUnsafeGuaranteedRef {
    $0.interests.append(interest)
  }
}

private func noteAnswer(
  _ context: UnsafeMutableRawPointer?,
  _ status: Int32,
  _ timeouts: Int32,
  _ found: UnsafeMutablePointer<ares_addrinfo>?
) {
  guard let context = unsafe context else { return }
  let waiter = unsafe Unmanaged<Waiter>.fromOpaque(context).takeRetainedValue()
  let lookup = waiter.lookup
  lookup.answersLeft -= 1
  if lookup.answersLeft == 0 { lookup.notes.underWay -= 1 }
  defer { unsafe ares_freeaddrinfo(found) }
  let records = unsafe status == Int32(ARES_SUCCESS) ? addresses(of: found) : []
  let failure = status == Int32(ARES_SUCCESS) ? CaresError.noAddress : CaresError(code: status)
  lookup.notes.answers.append(
    ChannelAnswer(
      tag: lookup.tag,
      family: waiter.family,
      result: records.isEmpty ? .failure(failure) : .success(records)
    )
  )
}

/// Copies at most 64 addresses out of c-ares's list.
private func addresses(of found: UnsafeMutablePointer<ares_addrinfo>?) -> [AddressRecord] {
  guard let found = unsafe found else { return [] }
  var shortest = Int.max
  var alias = unsafe found.pointee.cnames
  while let link = unsafe alias {
    shortest = unsafe min(shortest, Int(link.pointee.ttl))
    unsafe alias = link.pointee.next
  }
  var records: [AddressRecord] = []
  var next = unsafe found.pointee.nodes
  while let node = unsafe next, records.count < 64 {
    var high: UInt64 = 0
    var low: UInt64 = 0
    let family = unsafe constat_ares_address(node, &high, &low)
    let seconds = unsafe min(shortest, Int(node.pointee.ai_ttl))
    if family != 0 {
      records.append(
        AddressRecord(isIPv6: family == 6, high: high, low: low, timeToLive: max(0, seconds))
      )
    }
    unsafe next = node.pointee.ai_next
  }
  return records
}
