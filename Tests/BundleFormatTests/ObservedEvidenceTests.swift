import Agreement
import Chronology
import StoreFormat
import Testing

@testable import BundleFormat

/// Which observations from outside one party may see.
@Suite struct ObservedEvidenceTests {
  private let month = Interval(
    Instant(seconds: 1_772_323_200),
    Instant(seconds: 1_775_001_600)
  )

  private func scope(_ services: [String]) throws -> EvidenceScope {
    let agreement = Agreement(
      id: "desk",
      title: "Desk",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: try #require(Currency("EUR")),
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: ["calls", "mails"].map {
        Service(
          id: $0,
          description: "",
          observations: ObservationFeed(name: "\($0)-in", kind: .counts)
        )
      },
      objectives: [],
      sha256: "00"
    )
    return EvidenceScope(agreement, services: services, in: month)
  }

  private func observed(
    _ name: String,
    _ start: Instant,
    id: String? = nil,
    parts: Int = 1
  ) -> Record {
    .observed(
      RecordedObservations(
        recorded: month.end,
        feed: ObservationFeed(name: name, kind: .counts),
        source: "desk",
        author: .measurer,
        hash: Array(repeating: 0, count: 32),
        parts: parts,
        entries: [
          ObservedEntry(
            id: id ?? "\(start)",
            interval: Interval(start, start + .days(1)),
            good: 1,
            valid: 2
          )
        ]
      )
    )
  }

  @Test func `those of the services in question that touch the period`() throws {
    var scope = try scope(["calls"])
    let records = [
      observed("calls-in", month.start + .days(3)), observed("calls-in", month.start - .hours(12)),
      observed("mails-in", month.start + .days(3)), observed("calls", month.start + .days(3)),
      observed("calls-in", month.start - .days(3)), observed("calls-in", month.end + .days(3)),
      // Of a file in parts the one needs the other.
      observed("calls-in", month.end + .days(3), parts: 2),
    ]
    let isTold = records.map { scope.discloses($0) }
    #expect(isTold == [true, true, false, false, false, false, true])
  }

  @Test func `what corrects one that is told is told, wherever it was moved`() throws {
    var scope = try scope(["calls"])
    let later = month.end + .days(3)
    let records = [
      observed("calls-in", later, id: "a"), observed("calls-in", month.start, id: "a"),
      observed("calls-in", later, id: "a"), observed("calls-in", later, id: "b"),
      observed("mails-in", later, id: "a"),
    ]
    let isTold = records.map { scope.discloses($0) }
    #expect(isTold == [false, true, true, false, false])
  }
}
