import Agreement
import Chronology
import Testing

@testable import ConfigFile

/// Services that are fed from outside, and what is promised of them.
@Suite struct ObservedClauseTests {
  private func reading(_ agreements: [String: String]) -> ConfigReading {
    var files = agreements.mapValues { Array($0.utf8) }
    files["constatd.yaml"] = Array(
      """
      vantage: paris-1
      store: /var/lib/constat
      checks: {api: {http: "https://api.acme.example/health", interval: 10s}}
      agreements: [\(agreements.keys.sorted().joined(separator: ", "))]

      """.utf8
    )
    return ConfigLoader.load(path: "constatd.yaml", surroundings: .test, files: .table(files))
  }

  private func agreement(_ services: String, _ objectives: String, id: String = "desk") -> String {
    """
    agreement: \(id)
    title: The desk
    revision: 1
    effective: 2026-01-01
    language: en
    time-zone: Etc/UTC
    currency: EUR
    parties: {provider: {name: A}, customer: {name: B}}
    services: {\(services)}
    objectives: {\(objectives)}

    """
  }

  private let calls = "calls: {description: Calls, observations: {durations: answers}}"
  private let contacts = "contacts: {description: Contacts, observations: {counts: first-contact}}"

  @Test func `counts and durations feed services, and are promised in every form`() throws {
    let text = agreement(
      "\(calls), \(contacts)",
      """
        plain: {service: contacts, ratio: ">= 80%", window: month},
        strict: {service: contacts, ratio: ">= 80%", uncovered: unknown, window: quarter},
        fast: {service: calls, duration: {within: 3m, share: ">= 90%"}, window: week},
        p95: {service: calls, duration: {percentile: 95, at-most: 4h}, window: month}
      """
    )
    let reading = reading(["desk.yaml": text])
    let read = try #require(reading.configuration?.agreements.first, "\(reading.description)")
    #expect(reading.diagnostics.isEmpty, "\(reading.description)")
    #expect(
      read.services.map(\.observations?.description) == [
        "durations answers", "counts first-contact",
      ]
    )
    #expect(read.services.allSatisfy(\.checks.isEmpty) && read.probedServices.isEmpty)
    let eighty = try #require(Ratio(percentage: "80%"))
    let ninety = try #require(Ratio(percentage: "90%"))
    let most = try #require(Ratio(percentage: "95%"))
    #expect(
      read.objectives.map(\.indicator) == [
        .ratio(RatioTerms(eighty)), .ratio(RatioTerms(eighty, uncovered: .unknown)),
        .duration(DurationLimit(within: .minutes(3), share: ninety)),
        .duration(DurationLimit(within: .hours(4), share: most, isPercentile: true)),
      ]
    )
    #expect(
      read.objectives.map(\.indicator.name) == [
        "ratio", "ratio", "duration-share", "duration-percentile",
      ]
    )
  }

  @Test func `credits and a fee go with it as with any share`() throws {
    let text =
      agreement(
        "contacts: {description: C, observations: {counts: first-contact}, fee: {amount: 10.00, per: month}}",
        "plain: {service: contacts, ratio: \">= 80%\", window: month}"
      ) + "credits: {plain: {tiers: [{below: 80%, credit: 5%}]}}\n"
    let reading = reading(["desk.yaml": text])
    #expect(reading.configuration != nil, "\(reading.description)")
  }

  @Test func `one name is of one kind in all agreements`() {
    let first = agreement(contacts, "plain: {service: contacts, ratio: \">= 80%\", window: month}")
    let second = agreement(
      "calls: {description: Calls, observations: {durations: first-contact}}",
      "fast: {service: calls, duration: {within: 3m, share: \">= 90%\"}, window: month}",
      id: "other"
    )
    let reading = reading(["a.yaml": first, "b.yaml": second])
    #expect(reading.configuration == nil)
    #expect(
      reading.description.contains("observations 'first-contact' are durations here and counts in"),
      "\(reading.description)"
    )
    #expect(
      self.reading(["a.yaml": first, "b.yaml": first.replacing(": desk", with: ": two")])
        .configuration != nil
    )
  }
}
