import Agreement
import Chronology
import Events
import Reporting
import StoreTestKit
import TestKit
import Testing

@testable import Daemon

/// Sealed reports on what is observed outside.
@Suite(.timeLimit(.minutes(30))) struct ObservedSealingTests {
  /// Until what is due an hour after the second day can be sealed as of ten seconds before.
  private static let due = TimeAmount.hours(1) + .seconds(10)

  private func figure(_ report: SealedReport) -> String {
    report.figures.first { $0.objective == "helped" }.map { "\($0.verdict) \($0.estimate)" } ?? ""
  }

  @Test func `what comes late makes a revision that says what changed, by whom and from where`()
    async throws
  {
    let stage = try await SealingStage(isObserved: true)
    stage.clock.advance(Self.due)
    let sealer = stage.sealer()
    await sealer.seal()
    #expect(try stage.sealed().map(\.period) == ["2026-03-14", "2026-03-15"])
    #expect(figure(try stage.sealed()[1]) == "undetermined -")
    await stage.observe(day: 1, good: 42, of: 50, id: "15")
    await sealer.seal()
    #expect(try stage.sealed().count == 2, "more may be coming in")
    stage.clock.advance(.seconds(10))
    await sealer.seal()
    let second = try #require(try stage.sealed().last)
    #expect(try stage.sealed().count == 3, "of the first day nothing was said")
    #expect(second.period == "2026-03-15" && second.number == 2)
    #expect(figure(second) == "met 84.000000 %")
    #expect(second.because == ["observations:2a2a2a2a2a2a"])
    let json = try stage.text(of: second, .json)
    for words in [
      "\"objective\": \"helped\"", "\"kind\": \"observations\"", "\"author\": \"customer\"",
      "\"reason\": \"calls: 1 (0 corrected), ticket system, calls.csv\"",
      "\"measured_by_constat\": false",
    ] {
      #expect(json.contains(words), "\(words): \(json)")
    }
    let html = try stage.text(of: second, .html)
    #expect(html.contains("observations de l") && html.contains("ticket system"))
    #expect(stage.said.all.last?.kind == .reportRevised)
    // A correction makes the next one, and an instant of both is what a report as of then says.
    await stage.observe(day: 1, good: 1, of: 50, id: "15")
    stage.clock.advance(.seconds(10))
    await sealer.seal()
    let third = try #require(try stage.sealed().last)
    #expect(third.number == 3 && figure(third) == "missed 2.000000 %")
    #expect(try stage.text(of: third, .json).contains("calls: 1 (1 corrected)"))
    let computed = try stage.computed(second).json
    let bare = json.replacing("\"sealed\": true", with: "\"sealed\": false")
    #expect(bare.hasPrefix(computed.dropLast(3)), "\(computed)")
    await sealer.seal()
    #expect(try stage.sealed().count == 4, "and nothing more is due")
    #expect(stage.warned.all == [])
  }

  @Test func `a correction that moves an entry revises the window that it left, too`() async throws
  {
    let stage = try await SealingStage(isObserved: true)
    await stage.observe(day: 0, good: 42, of: 50, id: "x")
    stage.clock.advance(Self.due)
    let sealer = stage.sealer()
    await sealer.seal()
    #expect(try stage.sealed().map(figure) == ["met 84.000000 %", "undetermined -"])
    await stage.observe(day: 1, good: 43, of: 50, id: "x")
    stage.clock.advance(.seconds(10))
    await sealer.seal()
    let revised = try stage.sealed().filter { $0.number == 2 }
    #expect(revised.map(\.period).sorted() == ["2026-03-14", "2026-03-15"])
    let figures = Dictionary(uniqueKeysWithValues: revised.map { ($0.period, figure($0)) })
    #expect(figures == ["2026-03-14": "undetermined -", "2026-03-15": "met 86.000000 %"])
  }

  @Test func `a file counts from when its last part was on record`() async throws {
    let stage = try await SealingStage(isObserved: true)
    stage.clock.advance(Self.due)
    let sealer = stage.sealer()
    await sealer.seal()
    // Its first part is recorded before the report of the next line could be made, its last one after.
    await stage.observe(day: 1, good: 42, of: 50, id: "15", parts: 2)
    await sealer.seal()
    #expect(try stage.sealed().count == 2)
    stage.clock.advance(.seconds(10))
    await sealer.seal()
    let last = try #require(try stage.sealed().last)
    #expect(last.number == 2 && figure(last) == "met 84.000000 %")
  }

  @Test func `an agreement of which nothing is probed is sealed from its first entry on`()
    async throws
  {
    let stage = try await SealingStage(isProbed: false, isObserved: true)
    stage.clock.advance(Self.due)
    let sealer = stage.sealer()
    await sealer.seal()
    #expect(try stage.sealed().isEmpty, "nothing is on record of it")
    await stage.observe(day: 1, good: 42, of: 50, id: "15")
    stage.clock.advance(.seconds(10))
    await sealer.seal()
    let sealed = try stage.sealed()
    #expect(sealed.map(\.period) == ["2026-03-15"] && sealed.map(figure) == ["met 84.000000 %"])
  }
}
