import Chronology
import Posix
import Sampling
import Storage
import StoreFormat
import TestKit

/// A configuration, an agreement and a store of ten minutes in one folder.
final class RecordedFixture {
  /// 2026-03-14T09:00:00Z.
  static let origin = Instant(seconds: 1_773_478_800)

  let scratch: Scratch
  let config: String
  var store: String { scratch.file("store") }
  /// What every command gets.
  var places: [String] { ["--config", config, "--store", store] }

  init() throws {
    scratch = try Scratch()
    try scratch.write(Self.agreement, to: "agreement.yaml")
    config = try scratch.write(Self.configuration, to: "constatd.yaml")
  }

  static let configuration = """
    vantage: test
    store: somewhere-else
    defaults: {interval: 10s, timeout: 2s}
    agreements: agreement.yaml
    checks:
      web: {http: "http://127.0.0.1:1/"}
      port: {tcp: "127.0.0.1:1"}

    """

  static let agreement = """
    agreement: shop
    title: Hosting of the shop
    revision: 1
    effective: 2020-01-01
    language: en
    time-zone: UTC
    currency: EUR
    parties:
      provider: {name: Provider Ltd}
      customer: {name: Customer Ltd}
    services:
      storefront: {description: The shop answers, available-when: web}
    objectives:
      availability: {service: storefront, availability: ">= 99%", window: day}

    """

  /// Records ten minutes of `web`, a failure of a minute among them, from `origin` on.
  func record(
    from origin: Instant = RecordedFixture.origin,
    target: String = "http://127.0.0.1:1/"
  ) async throws {
    let store = try Store.open(
      store,
      clock: StoreClock(now: { origin + .minutes(10) }, bootTime: { 0 }),
      observer: Store.Observer(committed: { _ in })
    )
    let series = try await store.define([
      CheckDefinition(
        id: try Self.checkID("web"),
        method: "http",
        target: target,
        interval: .seconds(10),
        timeout: .seconds(2),
        confirmation: Confirmation(),
        rules: "status 200-299"
      )
    ])
    let samples = (0..<60).map { number -> Record in
      let start = origin + .seconds(Int64(number) * 10)
      let isDown = (30..<36).contains(number)
      return .sample(
        Sample(
          series: series[0],
          due: start,
          start: start,
          outcome: isDown ? .down : .up,
          cause: isDown ? .http5xx : nil,
          phases: Phases(connect: 200, wait: 30_000, transfer: 100),
          status: isDown ? 503 : 200
        )
      )
    }
    store.append(samples)
    guard await store.close() else { throw BadFixture() }
  }

  private static func checkID(_ text: String) throws -> CheckID {
    guard let id = CheckID(text) else { throw BadFixture() }
    return id
  }

  struct BadFixture: Error {}
}
