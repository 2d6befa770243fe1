import Agreement
import Archive
import Chronology
import Events
import Execution
import Posix
import Replaying
import Reporting
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(30))) struct ReportSealerTests {
  @Test func `what is due is sealed once, and is what a report as of then says`() async throws {
    let stage = try await SealingStage()
    let sealer = stage.sealer()
    // The second day ends now, and is sealed an hour later.
    await sealer.seal()
    #expect(try stage.sealed().map(\.period) == ["2026-03-14"])
    stage.clock.advance(.hours(1))
    await sealer.seal()
    await sealer.seal()
    let sealed = try stage.sealed()
    #expect(sealed.map(\.period) == ["2026-03-14", "2026-03-15"])
    #expect(stage.said.all.map(\.kind) == [.reportSealed, .reportSealed])
    #expect(sealed.allSatisfy { $0.number == 1 && $0.because.isEmpty && $0.root == nil })
    #expect(
      try stage.files() == [
        "shop.2026-03-14.r1.html", "shop.2026-03-14.r1.json", "shop.2026-03-15.r1.html",
        "shop.2026-03-15.r1.json",
      ]
    )
    // 10 minutes of a day: the promise is 95 %.
    let figure = try #require(sealed[1].figures.first { $0.objective == "web-0" })
    #expect(figure.verdict == "met" && figure.estimate == "99.305555 %", "\(figure)")
    let json = try stage.text(of: sealed[1], .json)
    #expect(json.contains("\"sealed\": true") && json.contains("\"seal\": {\n    \"revision\": 1,"))
    let bare = json.replacing("\"sealed\": true", with: "\"sealed\": false")
    let computed = try stage.computed(sealed[1]).json
    // All but the seal, which ends it.
    #expect(bare.hasPrefix(computed.dropLast(3)), "\(computed)")
    let html = try stage.text(of: sealed[1], .html)
    #expect(html.contains("<html lang=\"fr\">") && html.contains("Rapport scellé, révision 1"))
  }

  @Test func `files without a record are made again, and what is on record is left alone`()
    async throws
  {
    let stage = try await SealingStage()
    stage.clock.advance(.hours(1))
    stage.fate.withLock { $0 = .killed }
    await stage.sealer().seal()
    #expect(try stage.files().count == 4 && stage.sealed().isEmpty)
    stage.clock.advance(.minutes(5))
    stage.fate.withLock { $0 = .recorded }
    await stage.sealer().seal()
    let sealed = try stage.sealed()
    #expect(sealed.count == 2)
    for report in sealed {
      #expect(try stage.text(of: report, .json).contains("    \"revision\": 1,\n"))
    }
    // Another start finds nothing to do.
    await stage.sealer().seal()
    #expect(try stage.sealed() == sealed)
  }

  @Test func `what waits for the disk is not sealed a second time meanwhile`() async throws {
    let stage = try await SealingStage()
    stage.clock.advance(.hours(1))
    stage.fate.withLock { $0 = .waiting }
    let sealer = stage.sealer()
    await sealer.seal()
    let file = try stage.scratch.read("store/reports/shop.2026-03-15.r1.json")
    stage.clock.advance(.hours(1))
    stage.fate.withLock { $0 = .recorded }
    await sealer.seal()
    #expect(try stage.sealed().isEmpty, "it is on its way")
    #expect(try stage.scratch.read("store/reports/shop.2026-03-15.r1.json") == file)
  }

  @Test func `what is declared later makes another revision that says what changed and why`()
    async throws
  {
    let stage = try await SealingStage()
    stage.clock.advance(.hours(1))
    let sealer = stage.sealer()
    await sealer.seal()
    let before = try stage.sealed()
    stage.clock.advance(.minutes(1))
    let note = await stage.declare("Un disque <neuf>")
    await sealer.seal()
    #expect(try stage.sealed() == before, "not before ten seconds have passed")
    stage.clock.advance(.seconds(10))
    await sealer.seal()
    await sealer.seal()
    let after = try stage.sealed()
    #expect(after.count == 3)
    let revised = try #require(after.last)
    #expect(revised.number == 2 && revised.period == "2026-03-15")
    #expect(revised.because == [note.id])
    let event = try #require(stage.said.all.last)
    #expect(event.kind == .reportRevised && event.message.hasSuffix("; no figure changed"))
    // The first one stays as it was.
    #expect(try stage.text(of: before[1], .json).contains("\"seal\": {\n    \"revision\": 1,"))
    let json = try stage.text(of: revised, .json)
    #expect(json.contains("\"replaces\": {") && json.contains(before[1].hashes[.json] ?? "?"))
    #expect(json.contains("\"id\": \"\(note.id)\""), "\(json)")
    let html = try stage.text(of: revised, .html)
    #expect(
      html.contains("Un disque &lt;neuf&gt;") && html.contains("aucun chiffre n&#39;a changé")
    )
  }

  @Test func `a daemon that ends seals nothing more`() async throws {
    let stage = try await SealingStage()
    stage.clock.advance(.hours(1))
    let sealer = stage.sealer()
    sealer.end()
    await sealer.seal()
    #expect(try stage.sealed().isEmpty && stage.files().isEmpty)
  }

  @Test
  func `a window that goes on is not sealed, and one that is over is, however little is known`()
    async throws
  {
    let stage = try await SealingStage(every: .month, sealAfter: .zero)
    await stage.sealer().seal()
    #expect(try stage.sealed().isEmpty)
    stage.clock.advance(.days(20))
    await stage.sealer().seal()
    let sealed = try stage.sealed()
    #expect(sealed.map(\.period) == ["2026-03"])
    #expect(sealed.first?.figures.first?.verdict == "undetermined", "most of it is unknown")
    #expect(stage.warned.all.isEmpty, "\(stage.warned.all)")
  }
}
