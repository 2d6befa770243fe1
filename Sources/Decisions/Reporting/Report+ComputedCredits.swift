import Accounting
package import Agreement

extension Report {
  /// The credits of the windows of all its parts, as they go on record with its seal.
  package func computedCredits(with seal: ReportSeal) -> [ComputedCredit] {
    ([self] + parts.map(\.report)).flatMap { part in
      (part.credits?.windows ?? []).map { credit in
        ComputedCredit(
          agreement: part.agreement.id,
          revision: part.agreement.revision,
          sha256: part.agreement.sha256,
          period: name,
          number: seal.number,
          sealed: seal.sealed,
          name: credit.name,
          window: credit.part,
          currency: part.agreement.currency,
          amounts: ComputedCredit.Amounts(
            least: credit.bounds.least.amount,
            estimate: credit.bounds.estimate.amount,
            most: credit.bounds.most.amount,
            settled: credit.settled?.amount
          ),
          isCovered: credit.isCovered,
          claims: credit.claims
        )
      }
    }
  }
}
