import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct ExclusionPropertyTests {
  private let count: Int64 = 400

  private func randomInterval(using random: inout SplitMix64) -> Interval {
    let start = Int64(random.next() % 380)
    return span(start, start + 1 + Int64(random.next() % 80))
  }

  private func randomDeclarations(using random: inout SplitMix64) -> [RecordedAnnotation] {
    (0..<Int(random.next() % 8)).flatMap { number -> [RecordedAnnotation] in
      let kind: Annotation.Kind = random.next() % 3 == 0 ? .forceMajeure : .maintenance
      let declaration = declared(kind, randomInterval(using: &random), id: "declared-\(number)")
      switch random.next() % 3 {
      case 0: return [declaration]
      case 1: return [declaration, word(.accept, by: .customer, to: declaration.id)]
      default: return [declaration, word(.dispute, by: .customer, to: declaration.id)]
      }
    }
  }

  @Test(arguments: 1...200) func `the cap holds in each window, and nothing is lost`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let counts: CapCounting = seed % 2 == 0 ? .planned : .downtime
    let amount = Int64(random.next() % 90)
    let windows = [span(0, 150), span(150, 300), span(300, 500)]
    let downtime = randomTimeline(count, using: &random).high
    let judgement = try judged(
      randomDeclarations(using: &random),
      ExclusionClauses(
        maintenance: MaintenanceClause(
          cap: MaintenanceCap(.milliseconds(amount), per: .month, counts: counts)
        ),
        declared: [
          .forceMajeure: DeclarationClause(
            declaredBy: [.provider],
            acceptedBy: [.customer],
            mode: .available
          )
        ]
      ),
      ExclusionCalendar(recurring: [randomInterval(using: &random)], capWindows: windows),
      downtime: downtime
    )
    for window in windows {
      let excluded = judgement.accepted.removed.intersection(window)
      let counted = counts == .planned ? excluded : excluded.intersection(downtime)
      #expect(counted.milliseconds <= amount)
    }
    #expect(judgement.accepted.all.subtracting(judgement.possible.all).isEmpty)
    for decision in judgement.decisions {
      let whole = IntervalSet([decision.interval])
      #expect(decision.excluded.union(decision.excess) == whole)
      #expect(decision.excluded.intersection(decision.excess).isEmpty)
      if decision.status == .accepted {
        #expect(decision.excluded.subtracting(judgement.accepted.all).isEmpty)
      }
      #expect(decision.excluded.subtracting(judgement.possible.all).isEmpty)
    }
    let accepted = judgement.decisions.filter { $0.status == .accepted }
    let union = IntervalSet(accepted.flatMap(\.excluded.intervals))
    #expect(union == judgement.accepted.all, "every exclusion has a decision that gives it")
  }
}
