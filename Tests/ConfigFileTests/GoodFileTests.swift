import Agreement
import Chronology
import Sampling
import Testing
import Upkeep

@testable import ConfigFile

@Suite struct GoodFileTests {
  /// Every key that is read, in every form.
  private func everyKey() throws -> Configuration {
    let reading = ConfigLoader.load(
      path: Fixtures.folder + "good/every-key.yaml",
      surroundings: .test,
      files: .disk
    )
    let doubts = [
      "100% leaves no budget: one confirmed failure is a breach",
      "outages shorter than about 20s never count: check 'api' confirms after 3 failures, one every"
        + " 10s",
      "'suspension' doesn't say who must accept it: what is declared counts at once",
    ]
    // Its targets are so high that few intervals would do for early warnings.
    let others = reading.diagnostics.map(\.message).filter { !$0.contains("early warning over") }
    #expect(others == doubts, "\(reading)")
    return try #require(reading.configuration)
  }

  @Test func `the top of the file is read`() throws {
    let configuration = try everyKey()
    #expect(configuration.vantage == "paris-1")
    #expect(configuration.store == Fixtures.folder + "good/state/store")
    #expect(
      configuration.retention
        == Retention(
          samples: .days(400),
          hours: .days(3 * 365),
          days: .days(3_650),
          sizeLimit: 20_000_000_000
        )
    )
    #expect(configuration.timestamp?.description == "https://stamps.example/tsr")
    let servers = ["192.0.2.53:53", "192.0.2.54:5353", "[2001:db8::53]:53", "[2001:db8::54]:5353"]
    #expect(configuration.resolver == .servers(servers.compactMap { HostPort($0) }))
    #expect(configuration.sha256.count == 64)
  }

  @Test func `checks stand in the file's order, with the defaults filled in`() throws {
    let checks = try everyKey().checks
    #expect(checks.map(\.id.description) == ["api", "v6", "equal", "database", "cache"])
    #expect(checks.map(\.interval) == [10, 20, 20, 20, 20].map { .seconds($0) })
    #expect(checks.map(\.timeout.wholeMilliseconds) == [2500, 4000, 4000, 3000, 4000])
    #expect(checks.map(\.confirmation.down) == [3, 3, 3, 3, 3])
    #expect(checks.map(\.confirmation.up) == [4, 1, 1, 1, 1])
    #expect(
      checks.map(\.probe.target) == [
        "https://api.acme.example:8443/health?full=1", "http://[2001:db8::1]/",
        "http://www.acme.example", "db.acme.example:5432", "[2001:db8::1]:6379",
      ]
    )
  }

  @Test func `expectations and limits are read`() throws {
    let checks = try everyKey().checks
    guard case .http(let api) = checks[0].probe, case .http(let equal) = checks[2].probe else {
      Issue.record("no http")
      return
    }
    #expect(api.expectation.status.ranges == [200...200, 204...204, 300...403])
    #expect(
      api.expectation.headers == [
        HeaderRule(name: "content-type", rule: .matches("^application/json")),
        HeaderRule(name: "x-cache", rule: .doesNotMatch("stale")),
        HeaderRule(name: "server", rule: .equal("acme")),
      ]
    )
    #expect(api.expectation.body == .matches("\"status\": *\"ok\""))
    #expect(equal.expectation.body == .equal("ok"))
    #expect(
      checks[0].degraded
        == PhaseLimits(
          limits: [
            .resolve: .milliseconds(100), .connect: .milliseconds(200),
            .secure: .milliseconds(300), .wait: .milliseconds(400),
            .transfer: .milliseconds(500),
          ],
          total: .seconds(1)
        )
    )
  }

  @Test func `agreements stand in the order of their files, each once`() throws {
    let agreements = try everyKey().agreements
    #expect(agreements.map(\.id) == ["acme-hosting", "acme-hosting", "acme-mail", "acme-shop"])
    #expect(agreements.map(\.revision) == [3, 4, 3, 7])
    #expect(agreements.map(\.language) == [.french, .english, .french, .english])
    #expect(Set(agreements.map(\.sha256)).count == 4)
  }

  @Test func `an agreement's every key is read`() throws {
    let agreement = try #require(try everyKey().agreements.first)
    #expect(agreement.title == "Hébergement de la boutique en ligne")
    #expect(agreement.effective == CivilDate("2026-01-01"))
    #expect(agreement.timeZone == "Europe/Paris")
    #expect(agreement.currency.code == "EUR")
    #expect(agreement.parties.provider.contact == "noc@acme.example")
    #expect(agreement.parties.customer == Party(name: "Boutique SARL"))
    let storefront = try #require(agreement.service("storefront"))
    #expect(storefront.description == "La boutique répond et le paiement aboutit")
    #expect(storefront.checks.map(\.description) == ["api"])
    #expect(
      agreement.objectives.map(\.id) == [
        "monthly", "weekly", "daily", "rolling", "fast", "first-byte",
      ]
    )
    #expect(
      agreement.objectives.map(\.window) == [
        .month, .week, .day, .rolling(.days(30)), .month, .day,
      ]
    )
    #expect(
      agreement.objectives.map(\.goal.description) == [
        "99.9 %", "100 %", "99.9999999 %", "95 %", "95 %", "90.5 %",
      ]
    )
    let share = try #require(Ratio(905, 1000))
    #expect(
      agreement.objectives.last?.indicator
        == .latencyShare(
          LatencyLimit(
            phase: .wait,
            within: .milliseconds(300),
            share: share,
            failures: .excluded
          )
        )
    )
  }

  @Test func `what isn't written has its default`() throws {
    let reading = load(["constatd.yaml": "{vantage: a, store: /s, checks: {c: {tcp: 'a:1'}}}"])
    let configuration = try #require(reading.configuration)
    #expect(configuration.retention == Retention())
    #expect(configuration.resolver == .system)
    #expect(configuration.agreements.isEmpty)
    let check = try #require(configuration.checks.first)
    #expect(check.interval == .seconds(30))
    #expect(check.timeout == .seconds(5))
    #expect(check.confirmation == Confirmation(down: 2, up: 2))
    #expect(check.degraded == PhaseLimits())
    #expect(reading.diagnostics.map(\.severity) == [.warning])
  }
}
