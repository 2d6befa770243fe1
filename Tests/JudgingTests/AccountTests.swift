import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// The stretches of which a standing's figures are the sums.
@Suite struct AccountTests {
  private func account(_ terms: AvailabilityTerms, _ letters: String) throws -> TimeAccount {
    let objective = Objective(
      id: "o",
      service: "shop",
      indicator: .availability(terms),
      window: .day
    )
    let facts = try judge([objective], nil, samples(letters))
    let end = Int64(letters.count - 1) * 60
    return try #require(
      facts.account(of: facts.promises[0], in: .fixed(span(0, end)), at: at(end))
    )
  }

  private func lengths(_ account: TimeAccount) -> [String] {
    account.stretches.map { stretch in
      let seen = stretch.unknown > 0 ? "unknown" : "\(stretch.seen)"
      return "\(stretch.interval.length.wholeMilliseconds / 1_000) \(seen)/\(stretch.counted)"
    }
  }

  @Test func `an outage is divided where its bounds begin and end`() throws {
    let found = try account(AvailabilityTerms(.one), "GGGBBBGGG")
    #expect(
      lengths(found) == [
        "120 up/up", "30 possible/possible", "30 estimated/estimated", "120 proved/proved",
        "30 estimated/estimated", "30 possible/possible", "120 up/up",
      ]
    )
    #expect(found.stretches.filter { !$0.isUp }.allSatisfy { $0.checks.count == 1 })
    #expect(found.stretches.filter { $0.isUp }.allSatisfy { $0.checks.isEmpty })
  }

  @Test func `an outage that is too short in a bound says so`() throws {
    // Proved for 60 s, estimated for 120, at most 180.
    let terms = AvailabilityTerms(.one, floor: OutageFloor(.seconds(150)))
    let found = try account(terms, "GGGBBGGG")
    #expect(found.sums.low == 0)
    #expect(found.sums.estimate == 0)
    #expect(found.sums.high == 180_000)
    let proved = try #require(found.stretches.first { $0.seen == .proved })
    #expect(proved.counted == .possible)
    #expect(proved.uncounted == [.short])
  }

  @Test func `failures that the agreement ignores say so`() throws {
    let terms = AvailabilityTerms(.one, unconfirmed: .ignore)
    let found = try account(terms, "GGBGGG")
    let ignored = found.stretches.filter { $0.uncounted == [.unconfirmed] }
    #expect(ignored.map(\.counted) == [.possible])
    #expect(found.sums.estimate == 0)
  }

  @Test func `what is left of whole minutes says so`() throws {
    let terms = AvailabilityTerms(.one, counting: .clockMinutes)
    // The story begins 20 s after a full minute.
    let found = try account(terms, "GGGGBBBGG")
    #expect(found.stretches.contains { $0.uncounted == [.partialMinute] })
  }

  @Test func `unknown time has its cause, and a stretch is found by an instant in it`() throws {
    var facts = try judge([availability("99")], nil, samples("GGG       GG"))
    facts.take(
      Gap(series: nil, interval: span(150, 530), slots: 0, cause: .daemonStopped)
    )
    let found = try #require(
      facts.account(of: facts.promises[0], in: .fixed(span(0, 640)), at: at(660))
    )
    #expect(found.stretches.map(\.cause) == [nil, .daemonStopped, nil])
    #expect(found.stretch(at: at(300))?.cause == .daemonStopped)
    #expect(found.stretch(at: at(640)) == nil)
  }
}
