import Cares
import DequeModule
import Posix
import Sampling

/// Finds the addresses of names: the hosts file first, then name servers.
///
/// A cache honours the time to live. Several who ask for the same name share one lookup. When one
/// family of addresses is not answered, an attempt begins with the other: see `NameLookup`.
///
/// Confined to one loop, which watches the sockets of `channel`; it starts no thread.
///
/// Bounded: `capacity` names in the cache; when it is full, names that have expired go, and if there
/// are none, all. `lookupLimit` names are looked up at once; one more fails with `.tooMany`.
final class Resolver {
  /// What is known of a name right now.
  enum Knowledge {
    case found(Resolution)
    case failed(CaresError)
    /// The waiter gets its answer by `takeAnswers`.
    case pending
  }

  /// Who waits for an answer: the index of a flight, and which of its runs.
  struct Waiter {
    let index: Int
    let run: UInt32
  }

  /// An answer for those who waited.
  struct Answer {
    let waiters: [Waiter]
    let result: Result<Resolution, CaresError>
  }

  private struct Entry {
    let result: Result<Resolution, CaresError>
    /// Monotonic nanoseconds.
    let expires: Int64
  }

  private struct Lookup {
    let name: String
    var waiters: [Waiter]
    var answers = NameLookup()
    /// What was given out while one family's answer is missing, and until when it may be.
    var early: (resolution: Resolution, expires: Int64)?
  }

  private static let second: Int64 = 1_000_000_000
  /// A name that isn't there is asked for again after this; a server that failed, every time.
  private static let negativeLife = second
  /// RFC 1035 allows 68 years; nothing is believed longer than a day.
  private static let longestLife = 86_400

  private(set) var channel: Channel
  /// Whether this host has the way out that it once had; looked at whenever servers are asked.
  private(set) var wayOut = WayOut()
  private var hosts: HostsFile
  private var cache: [String: Entry] = [:]
  private var lookups: [Int: Lookup] = [:]
  private var lookupOf: [String: Int] = [:]
  /// When lookups that have half an answer go on with it, the earliest first.
  private var delays: Deque<(time: Int64, tag: Int)> = []
  private var nextTag = 0
  private let capacity: Int
  private let lookupLimit: Int
  private let servers: [String]?
  private var configuration: WatchedFile?

  /// - Parameters:
  ///   - servers: `address` or `address:port`; nil is what `/etc/resolv.conf` says, also when it
  ///     changes.
  ///   - configurationPath: The file whose change opens a new channel; nil is none, unless `servers`
  ///     is nil.
  init(
    servers: [String]?,
    hostsPath: String,
    capacity: Int,
    lookupLimit: Int,
    configurationPath: String? = nil
  ) throws(CaresError) {
    channel = try Resolver.open(servers, lookupLimit)
    hosts = HostsFile(path: hostsPath)
    self.capacity = capacity
    self.lookupLimit = lookupLimit
    self.servers = servers
    let path = configurationPath ?? (servers == nil ? "/etc/resolv.conf" : nil)
    configuration = path.map { WatchedFile(path: $0) }
    wayOut.look()
  }

  private static func open(
    _ servers: [String]?,
    _ lookupLimit: Int
  ) throws(CaresError) -> Channel {
    try Channel(servers: servers, patience: 1_000, tries: 3, lookupLimit: lookupLimit)
  }

  /// Says what is known of a name in lower case, or begins to look it up.
  func resolve(_ name: String, for waiter: Waiter, now: Int64) -> Knowledge {
    if let entry = cache[name], entry.expires > now {
      return switch entry.result {
      case .success(let resolution): .found(resolution)
      case .failure(let error): .failed(error)
      }
    }
    let listed = hosts.addresses(of: name, now: now)
    if !listed.isEmpty {
      let resolution = Resolution(listed, isListed: true)
      keep(.success(resolution), of: name, until: now + WatchedFile.patience, now: now)
      return .found(resolution)
    }
    if let tag = lookupOf[name], let lookup = lookups[tag] {
      guard let early = lookup.early else {
        lookups[tag]?.waiters.append(waiter)
        return .pending
      }
      // Whoever comes when it has expired begins a lookup of its own, beside the one that waits.
      if early.expires > now { return .found(early.resolution) }
    }
    if configuration?.hasChanged(now: now) == true { renewChannel() }
    wayOut.look()
    nextTag += 1
    lookups[nextTag] = Lookup(name: name, waiters: [waiter])
    lookupOf[name] = nextTag
    ask(name, tag: nextTag)
    return .pending
  }

  /// Waits for the rest of an early resolution.
  ///
  /// - Returns: Whether it is still to come; the waiter then gets the answer by `takeAnswers`.
  func awaitRest(of resolution: Resolution, named name: String, for waiter: Waiter) -> Bool {
    // The newest lookup of the name in most cases; an older one is among the few that wait.
    var tags = lookupOf[name].map { [$0] } ?? []
    if tags.first.flatMap({ lookups[$0]?.early?.resolution }) !== resolution {
      tags = lookups.filter { $0.value.early?.resolution === resolution }.map(\.key)
    }
    guard let tag = tags.first else { return false }
    lookups[tag]?.waiters.append(waiter)
    return true
  }

  private func ask(_ name: String, tag: Int) {
    // A name with a full stop in it is a whole one; search domains are for short names alone, so that
    // a missing name isn't mistaken for another one.
    channel.lookUp(name.utf8.contains(UInt8(ascii: ".")) ? name + "." : name, tag: tag)
  }

  /// Asks the servers of the changed configuration, also for what the old ones haven't answered.
  ///
  /// When it can't be read, the old channel stays.
  private func renewChannel() {
    guard let renewed = try? Resolver.open(servers, lookupLimit) else { return }
    channel = renewed
    for (tag, lookup) in lookups { ask(lookup.name, tag: tag) }
  }

  /// When `channel` wants to be looked at, in monotonic nanoseconds; nil when nothing is under way.
  func deadline(now: Int64) -> Int64? {
    guard !lookups.isEmpty else { return nil }
    let servers = channel.timeout.map { now + Int64($0) * 1_000_000 } ?? .max
    return min(servers, delays.first?.time ?? .max)
  }

  /// The answers that came since the last time.
  func takeAnswers(now: Int64) -> [Answer] {
    var ended: [Answer] = []
    for answer in channel.takeAnswers() {
      lookups[answer.tag]?.answers.take(answer.result, for: answer.family)
      guard let lookup = lookups[answer.tag] else { continue }
      let result = lookup.answers.result { first in
        NetworkAddress(first).map { SocketAddress(bytes: $0.bytes, port: 0).hasRoute } ?? false
      }
      if let result {
        lookups[answer.tag] = nil
        if lookupOf[lookup.name] == answer.tag { lookupOf[lookup.name] = nil }
        let learnt = learn(result, of: lookup.name, now: now)
        lookup.early?.resolution.complete((try? learnt.get().addresses) ?? [])
        ended.append(Answer(waiters: lookup.waiters, result: learnt))
      } else if !lookup.answers.early.isEmpty {
        delays.append((now + NameLookup.delay, answer.tag))
      }
    }
    while let first = delays.first, first.time <= now || lookups[first.tag] == nil {
      delays.removeFirst()
      if let answer = beginEarly(first.tag, now: now) { ended.append(answer) }
    }
    return ended
  }

  /// Gives out what one family has, if there is a route to any of it.
  private func beginEarly(_ tag: Int, now: Int64) -> Answer? {
    guard var lookup = lookups[tag], lookup.early == nil else { return nil }
    let records = lookup.answers.early
    let addresses = records.compactMap(NetworkAddress.init)
    let isReachable = addresses.contains {
      $0.isHostAddress && SocketAddress(bytes: $0.bytes, port: 0).hasRoute
    }
    guard isReachable else { return nil }
    let resolution = Resolution(addresses, isEarly: true)
    let waiters = lookup.waiters
    lookup.waiters = []
    lookup.early = (resolution, now + Resolver.life(of: records))
    lookups[tag] = lookup
    return Answer(waiters: waiters, result: .success(resolution))
  }

  /// How long these may be believed, in nanoseconds.
  private static func life(of records: [AddressRecord]) -> Int64 {
    Int64(min(records.map(\.timeToLive).min() ?? 0, longestLife)) * second
  }

  private func learn(
    _ result: Result<[AddressRecord], CaresError>,
    of name: String,
    now: Int64
  ) -> Result<Resolution, CaresError> {
    switch result {
    case .success(let records):
      let resolution = Resolution(records.compactMap(NetworkAddress.init))
      let life = Resolver.life(of: records)
      if life > 0 { keep(.success(resolution), of: name, until: now + life, now: now) }
      return .success(resolution)
    case .failure(let error):
      if error == .noSuchName || error == .noAddress {
        keep(.failure(error), of: name, until: now + Resolver.negativeLife, now: now)
      }
      return .failure(error)
    }
  }

  private func keep(
    _ result: Result<Resolution, CaresError>,
    of name: String,
    until expires: Int64,
    now: Int64
  ) {
    if cache.count >= capacity, cache[name] == nil {
      cache = cache.filter { $0.value.expires > now }
      if cache.count >= capacity { cache = [:] }
    }
    cache[name] = Entry(result: result, expires: expires)
  }
}

extension NetworkAddress {
  fileprivate init?(_ record: AddressRecord) {
    func bytes(_ word: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: word >> (8 * (count - 1 - $0))) }
    }
    self.init(
      bytes: record.isIPv6 ? bytes(record.high, 8) + bytes(record.low, 8) : bytes(record.low, 4)
    )
  }
}
