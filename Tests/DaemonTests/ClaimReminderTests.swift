import Agreement
import Chronology
import Events
import Glibc
import Posix
import Replaying
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Daemon

/// Sealed reports reckon credits, and of those that nobody claims the deadline is said.
@Suite(.timeLimit(.minutes(10))) struct ClaimReminderTests {
  private func stage() async throws -> SealingStage {
    let stage = try await SealingStage(claimedWithin: .days(30))
    // 15 March has ended, and is sealed an hour later.
    stage.clock.advance(.hours(1))
    return stage
  }

  private func claim(_ stage: SealingStage, day: Int64) async {
    let annotation = RecordedAnnotation(
      Annotation(
        kind: .claim,
        scope: .agreement("shop"),
        start: midnight + .days(day),
        author: .customer,
        reason: "Ten minutes"
      ),
      recordedAt: stage.clock.now
    )
    stage.store.append([.annotated(annotation)], urgent: true)
    _ = await stage.store.flush()
  }

  private func kinds(_ stage: SealingStage) -> [EventKind] { stage.said.all.map(\.kind) }

  /// What was said of the credit of 15 March; days of which nothing is known have doubtful ones.
  private func credits(_ stage: SealingStage) -> [Event] {
    stage.said.all.filter {
      $0.kind == .creditComputed && $0.fields.contains(EventField("PERIOD", "2026-03-15"))
    }
  }

  @Test func `a credit goes on record before the report that reckons it`() async throws {
    let stage = try await stage()
    await stage.sealer().seal()
    // Nothing is due for the 14th.
    #expect(kinds(stage) == [.reportSealed, .creditComputed, .reportSealed])
    let event = try #require(stage.said.all.first { $0.kind == .creditComputed })
    #expect(
      event.message == "credit computed: shop, 2026-03-15: contractual amount, reckoned: 50.00 EUR;"
        + " it may be claimed until 2026-04-15T00:00:00Z"
    )
    var record = ReportRecord(try PosixDisk.reading(stage.scratch.file("store")))
    try record.read()
    let credit = try #require(record.credits.first)
    #expect(record.credits.count == 1 && credit.period == "2026-03-15" && credit.number == 1)
    // Both services were down in the same ten minutes.
    #expect(credit.claims.incidents.map { $0.split(separator: "/")[1] } == ["door", "front"])
    #expect(credit.isCovered)
    #expect(Event.creditComputed(credit) == event, "nothing is lost on the way")
    #expect(record.reminded.isEmpty)
  }

  @Test func `a week before the end it is said, once, also after a start`() async throws {
    let stage = try await stage()
    let sealer = stage.sealer()
    await sealer.seal()
    stage.clock.advance(.days(22))
    await sealer.seal()
    #expect(!kinds(stage).contains(.claimDeadlineNear))
    stage.clock.advance(.days(1))
    await sealer.seal()
    await sealer.seal()
    await stage.sealer().seal()
    let said = stage.said.all.filter { $0.kind == .claimDeadlineNear }
    #expect(said.count == 1)
    #expect(said.first?.time == midnight + .days(25))
    #expect(said.first?.message.contains("50.00 EUR can be claimed until ") == true)
  }

  @Test func `no deadline waits for a report that can't be written`() async throws {
    let stage = try await stage()
    let sealer = stage.sealer()
    await sealer.seal()
    // What is no file can't be replaced by one.
    let next = SealedReport.fileName("shop", "2026-03-16", 1, .json)
    #expect(unsafe mkdir(stage.scratch.file("store/reports/\(next)"), 0o700) == 0)
    stage.clock.advance(.days(23))
    await sealer.seal()
    #expect(stage.warned.all.count == 1, "\(stage.warned.all)")
    #expect(kinds(stage).filter { $0 == .claimDeadlineNear }.count == 1)
  }

  @Test func `what waits for the disk is not said a second time meanwhile`() async throws {
    let stage = try await stage()
    let sealer = stage.sealer()
    await sealer.seal()
    stage.clock.advance(.days(23))
    stage.fate.withLock { $0 = .waiting }
    await sealer.seal()
    stage.fate.withLock { $0 = .recorded }
    await sealer.seal()
    #expect(!kinds(stage).contains(.claimDeadlineNear), "it is on its way")
    await stage.sealer().seal()
    #expect(kinds(stage).filter { $0 == .claimDeadlineNear }.count == 1)
  }

  @Test func `what is claimed is not said, and the credit not repeated`() async throws {
    let stage = try await stage()
    let sealer = stage.sealer()
    await sealer.seal()
    stage.clock.advance(.days(10))
    await claim(stage, day: 1)
    stage.clock.advance(.minutes(1))
    await sealer.seal()
    #expect(kinds(stage).contains(.reportRevised), "the claim stands in another revision")
    stage.clock.advance(.days(15))
    await sealer.seal()
    #expect(credits(stage).count == 1)
    #expect(!kinds(stage).contains(.claimDeadlineNear))
  }

  @Test func `a claim for another day is none for this one`() async throws {
    let stage = try await stage()
    let sealer = stage.sealer()
    await sealer.seal()
    await claim(stage, day: 0)
    stage.clock.advance(.days(25))
    await sealer.seal()
    #expect(kinds(stage).filter { $0 == .claimDeadlineNear }.count == 1)
  }

  @Test func `an exclusion that is accepted later takes the credit back`() async throws {
    let stage = try await stage()
    let sealer = stage.sealer()
    await sealer.seal()
    stage.clock.advance(.days(1))
    await stage.declare("Flood", .forceMajeure)
    stage.clock.advance(.minutes(1))
    await sealer.seal()
    let said = credits(stage)
    #expect(said.count == 2)
    #expect(said.last?.message.hasSuffix("reckoned: 0.00 EUR") == true, "\(said)")
    #expect(said.last?.key.description.hasSuffix("/r2") == true)
    stage.clock.advance(.days(24))
    await sealer.seal()
    #expect(!kinds(stage).contains(.claimDeadlineNear))
  }
}
