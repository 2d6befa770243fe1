import Agreement
import Chronology
import ConfigFile
import Judging
import Posix
import Replaying
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(30))) struct ReloaderTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let good = """
    vantage: here
    store: store
    retain: {samples: 10d}
    resolver: [192.0.2.53]
    checks:
      web: {tcp: "127.0.0.1:1"}

    """

  private func read(_ text: String) throws -> ConfigReading {
    let path = try scratch.write(text, to: "constatd.yaml")
    return DaemonProgram.load(try DaemonOptions(["--config", path]))
  }

  private func refusal(of text: String) throws -> String {
    let old = try #require(try read(Self.good).configuration)
    let reading = try read(text)
    let failure = #expect(throws: Failure.self) { try Reloader.accept(reading, instead: old) }
    #expect(failure?.status == .configuration)
    return failure?.message ?? ""
  }

  @Test func `checks, defaults and the vantage may change`() throws {
    let old = try #require(try read(Self.good).configuration)
    let text = Self.good.replacing("web: {", with: "api: {interval: 7s, ")
      .replacing("vantage: here", with: "vantage: there")
    let new = try Reloader.accept(try read(text), instead: old)
    #expect(new.vantage == "there")
    #expect(new.checks.map(\.id.description) == ["api"])
  }

  @Test(arguments: [
    ("store: store", "store: other"), ("store: store", "store: store\nseal-key: other.key"),
    ("samples: 10d", "samples: 11d"), ("retain: {samples: 10d}\n", ""),
    ("192.0.2.53", "192.0.2.54"),
    ("resolver: [192.0.2.53]", "resolver: system"),
  ])
  func `what only a restart can change is refused`(old: String, new: String) throws {
    let message = try refusal(of: Self.good.replacing(old, with: new))
    #expect(
      message
        == "store, retain, seal-key, timestamp and resolver change only with a restart of constatd"
    )
  }

  @Test func `one mistake is named with its place`() throws {
    let message = try refusal(of: Self.good.replacing("tcp:", with: "tpc:"))
    #expect(message.contains("constatd.yaml:6:"), "\(message)")
    #expect(message.contains("nothing to probe"), "\(message)")
  }

  @Test func `of many mistakes the first is named, and how many more there are`() throws {
    let message = try refusal(of: "vantage: No Good\nstoer: x\nchecks: 7\n")
    #expect(message.contains("constatd.yaml:1:1: "), "\(message)")
    #expect(message.hasSuffix(" more: see constat check-config"), "\(message)")
  }

  @Test func `a file that has vanished is refused`() throws {
    let old = try #require(try read(Self.good).configuration)
    let gone = DaemonProgram.load(try DaemonOptions(["--config", scratch.file("nothing.yaml")]))
    let failure = #expect(throws: Failure.self) { try Reloader.accept(gone, instead: old) }
    #expect(failure?.message.contains("nothing.yaml") == true)
  }

  @Test func `of an agreement's revisions the one that holds is judged`() async throws {
    let revisions = [("2020-01-01", 1), ("2026-03-15", 2), ("2027-01-01", 3)].compactMap {
      revision(effective: $0.0, $0.1)
    }
    let store = try Store.open(
      scratch.file("store"),
      observer: Store.Observer(committed: { _ in })
    )
    #expect(await store.close())
    let configuration = Configuration(
      vantage: "here",
      store: scratch.file("store"),
      resolver: .system,
      checks: [],
      agreements: revisions,
      sha256: "00"
    )
    let calendar = try CalendarWindows(revisions)
    let judged = { (now: Instant) in
      try Assembly.replay(configuration, calendar, since: nil, at: now).recollection.judge.services
        .map(\.agreement.revision)
    }
    // RandomHistory begins on 2026-03-14.
    #expect(try judged(at(0)) == [1, 1])
    #expect(try judged(at(0) + .days(1)) == [2, 2])
    #expect(try judged(at(0) - .days(3_650)) == [])
  }

  private func revision(effective: String, _ number: Int) -> Agreement? {
    guard let shop = try? shop([.day]), let effective = CivilDate(effective) else { return nil }
    return Agreement(
      id: shop.id,
      title: shop.title,
      revision: number,
      effective: effective,
      language: shop.language,
      timeZone: shop.timeZone,
      currency: shop.currency,
      parties: shop.parties,
      services: shop.services,
      objectives: shop.objectives,
      sha256: "0\(number)"
    )
  }
}
