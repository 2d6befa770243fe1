import Agreement
import Chronology
import TestKit

/// A revision of an agreement on `check-0` in Paris: a share of each month at 1,200.00 € a month.
func hosting(
  revision: Int = 1,
  from effective: String,
  target: String = "99.9%",
  _ credits: CreditClauses,
  onChange: RevisionChange = .nextWindow
) throws -> Agreement {
  guard let effective = CivilDate(effective), let amount = Money("1200.00", euro) else {
    throw BadFixture()
  }
  return Agreement(
    id: "acme-hosting",
    title: "Hosting of the shop",
    revision: revision,
    effective: effective,
    language: .english,
    timeZone: "Europe/Paris",
    currency: euro,
    parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
    services: [
      Service(
        id: "storefront",
        description: "The shop answers",
        composition: .check(try checkID("check-0")),
        fee: Fee(amount: amount, per: .month)
      )
    ],
    objectives: [
      Objective(
        id: "availability",
        service: "storefront",
        indicator: .availability(AvailabilityTerms(try percent(target))),
        window: .month
      )
    ],
    clauses: Clauses(credits: credits, onChange: onChange),
    sha256: "0\(revision)"
  )
}
