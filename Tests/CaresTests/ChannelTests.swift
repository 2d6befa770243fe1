import Cares
import Glibc
import TestKit
import Testing

/// Drives one channel with `poll` until `count` answers are there, at most 5 s; by families, IPv4 first.
private func answers(_ channel: Channel, count: Int = 2) -> [ChannelAnswer] {
  var watched: [Int32: Int16] = [:]
  var found: [ChannelAnswer] = []
  for _ in 0..<500 where found.count < count {
    channel.takeInterests { interest in
      let events = (interest.reads ? POLLIN : 0) | (interest.writes ? POLLOUT : 0)
      watched[interest.descriptor] = events == 0 ? nil : Int16(events)
    }
    found += channel.takeAnswers()
    if found.count >= count { break }
    var set = watched.map { pollfd(fd: $0.key, events: $0.value, revents: 0) }
    let ready = unsafe poll(&set, nfds_t(set.count), Int32(min(10, channel.timeout ?? 10)))
    if ready == 0 { channel.actOnTimeout() }
    for one in set where one.revents != 0 {
      channel.act(on: one.fd, reads: true, writes: Int32(one.revents) & POLLOUT != 0)
    }
  }
  return found.filter { $0.family != .ipv6 } + found.filter { $0.family == .ipv6 }
}

@Suite struct ChannelTests {
  private func channel(_ server: NameServer, patience: Int = 1_000) throws -> Channel {
    try Channel(
      servers: ["127.0.0.1:\(server.port)"],
      patience: patience,
      tries: 1,
      lookupLimit: 10
    )
  }

  @Test func `A name's addresses come with their time to live`() throws {
    let server = NameServer { name in
      name == "www.acme.example" ? .addresses([[192, 0, 2, 7]], timeToLive: 300) : .code(3)
    }
    let channel = try channel(server)
    channel.lookUp("www.acme.example.", tag: 7)
    let answers = answers(channel)
    #expect(answers.map(\.tag) == [7, 7])
    #expect(answers.map(\.family) == [.ipv4, .ipv6])
    let record = AddressRecord(isIPv6: false, high: 0, low: 0xC000_0207, timeToLive: 300)
    #expect(answers.first?.result == .success([record]))
    #expect(answers.last?.result == .failure(.noAddress))
    #expect(channel.timeout == nil)
  }

  @Test func `One family is answered while nobody answers for the other`() throws {
    let six: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9]
    let server = NameServer(families: { _, isIPv6 in
      isIPv6 ? .addresses([six], timeToLive: 30) : .silence
    })
    let channel = try channel(server, patience: 60_000)
    channel.lookUp("www.acme.example.", tag: 1)
    let answer = try #require(answers(channel, count: 1).first)
    #expect(answer.family == .ipv6)
    let record = AddressRecord(isIPv6: true, high: 0x2001_0DB8_0000_0000, low: 9, timeToLive: 30)
    #expect(answer.result == .success([record]))
    #expect(channel.timeout != nil)
  }

  @Test func `A short name has one answer for both families`() throws {
    let server = NameServer { _ in .addresses([[192, 0, 2, 7]], timeToLive: 300) }
    let channel = try channel(server)
    channel.lookUp("www.acme.example", tag: 1)
    let answer = try #require(answers(channel, count: 1).first)
    #expect(answer.family == .both)
    #expect(try answer.result.get().map(\.low) == [0xC000_0207])
  }

  @Test(
    arguments: [
      (UInt8(1), CaresError.formatError), (2, .serverFailure), (3, .noSuchName),
      (4, .notImplemented), (5, .refused),
    ]
  )
  func `A response code comes through`(_ code: UInt8, _ expected: CaresError) throws {
    let server = NameServer { _ in .code(code) }
    let channel = try channel(server)
    channel.lookUp("www.acme.example.", tag: 1)
    #expect(answers(channel).first?.result == .failure(expected))
  }

  @Test func `A name without addresses is its own failure`() throws {
    let server = NameServer { _ in .addresses([], timeToLive: 60) }
    let channel = try channel(server)
    channel.lookUp("mx.acme.example.", tag: 1)
    #expect(answers(channel).first?.result == .failure(.noAddress))
  }

  @Test func `A silent server times out`() throws {
    let server = NameServer { _ in .silence }
    let channel = try channel(server, patience: 50)
    channel.lookUp("www.acme.example.", tag: 1)
    #expect(try #require(channel.timeout) <= 51)
    #expect(answers(channel).first?.result == .failure(.timedOut))
  }

  @Test func `A failing server hands over to the next one`() throws {
    let failing = NameServer { _ in .code(2) }
    let working = NameServer { _ in .addresses([[192, 0, 2, 8]], timeToLive: 1) }
    let channel = try Channel(
      servers: ["127.0.0.1:\(failing.port)", "127.0.0.1:\(working.port)"],
      patience: 1_000,
      tries: 1,
      lookupLimit: 10
    )
    channel.lookUp("www.acme.example.", tag: 1)
    guard case .success(let records) = answers(channel).first?.result else {
      Issue.record("the second server's answer is missing")
      return
    }
    #expect(records.map(\.low) == [0xC000_0208])
  }

  @Test func `One lookup too many is refused at once`() throws {
    let server = NameServer { _ in .silence }
    let channel = try channel(server)
    for tag in 0...10 { channel.lookUp("n\(tag).example.", tag: tag) }
    let answers = channel.takeAnswers()
    #expect(answers.map(\.tag) == [10])
    #expect(answers.first?.result == .failure(.tooMany))
    channel.cancel()
    #expect(channel.takeAnswers().count == 2 * 10)
    channel.lookUp("one-more.example.", tag: 0)
    #expect(!channel.hasAnswers)
  }

  @Test func `A server that is not an address is refused`() {
    #expect(throws: CaresError.self) {
      try Channel(servers: ["not an address"], patience: 1_000, tries: 1, lookupLimit: 10)
    }
    #expect(throws: CaresError.self) {
      try Channel(servers: [], patience: 1_000, tries: 1, lookupLimit: 10)
    }
  }
}
