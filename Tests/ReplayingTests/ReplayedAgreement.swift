import Agreement
import Chronology
import TestKit

/// An agreement in Paris on one service, which promises one thing over a day, a month and two days that roll.
func replayed(_ composition: Composition, _ indicator: Indicator) throws -> Agreement {
  let windows: [WindowRule] = [.day, .month, .rolling(.days(2))]
  guard let effective = CivilDate("2026-01-01") else { throw BadFixture() }
  return Agreement(
    id: "shop",
    title: "Hosting",
    revision: 1,
    effective: effective,
    language: .english,
    timeZone: "Europe/Paris",
    currency: euro,
    parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
    services: [Service(id: "front", description: "A service", composition: composition)],
    objectives: windows.enumerated().map { number, window in
      Objective(id: "c\(number)", service: "front", indicator: indicator, window: window)
    },
    sha256: "00"
  )
}
