import Archive
import Execution
import Posix
import Proving
import StoreFormat
import StoreTestKit
import TestKit
import Testing
import Upkeep

@testable import Daemon

@Suite(.timeLimit(.minutes(20))) struct TimeStamperTests {
  private let disk = FaultyDisk()
  private let warnings = Collected<String>()
  private let note: SignedNote

  init() throws {
    let key = try #require(VerifierKey(name: "constat/00", publicKey: [UInt8](1...32)))
    note = SignedNote(
      text: Checkpoint(origin: "constat/00", size: 26, root: .zero).text,
      signatures: [SignedNote.Signature(by: key, [UInt8](repeating: 7, count: 64))]
    )
  }

  private func stamper(_ exchange: @escaping TimeStamper.Exchange) -> TimeStamper {
    TimeStamper(on: disk, exchange: exchange, warn: { [warnings] in warnings.add([$0]) })
  }

  private var kept: [String] {
    disk.files.keys.filter { $0.hasPrefix("checkpoints/") }.sorted()
  }

  @Test func `an authority is asked by HTTP, and its answer is kept beside the checkpoint`() throws
  {
    let authority = try #require(TimeStampAuthority())
    let types = Collected<String>()
    let server = StreamServer { connection in
      let head = connection.readHead()
      let lines = head.split(whereSeparator: \.isNewline).map { $0.lowercased() }
      types.add(lines.filter { $0.hasPrefix("content-type:") })
      let length = lines.first { $0.hasPrefix("content-length:") }?.split(separator: " ").last
      let request = connection.read(length.flatMap { Int($0) } ?? 0)
      connection.respond(bytes: authority.answer(request) ?? [])
    }
    let stamper = stamper(TimeStamper.http("http://127.0.0.1:\(server.port)/"))
    on(stamper) { [note] in $0.take(note) }
    #expect(warnings.all.isEmpty, "\(warnings.all)")
    #expect(types.all == ["content-type: application/timestamp-query"])
    #expect(
      kept == [".note", ".sha256", ".tsr"].map { "checkpoints/000000000000001a\($0)" }
    )
    let reply = try #require(disk.files["checkpoints/000000000000001a.tsr"])
    #expect(disk.files["checkpoints/000000000000001a.note"] == note.bytes)
    #expect(authority.isValid(reply, of: note.bytes))
  }

  @Test(arguments: ["404 Not Found", "302 Found", "500 Internal Server Error"])
  func `another status than 200 is no answer`(status: String) throws {
    let server = StreamServer { connection in
      connection.readHead()
      connection.respond(status)
    }
    let stamper = stamper(TimeStamper.http("http://127.0.0.1:\(server.port)/"))
    on(stamper) { [note] in $0.take(note) }
    #expect(warnings.all.first?.contains("answers \(status.prefix(3))") == true)
    #expect(kept.isEmpty)
  }

  @Test func `what is no stamp of this checkpoint is not kept, and is tried again a few times`()
    throws
  {
    let authority = try #require(TimeStampAuthority())
    // It answers another request.
    let other = try #require(
      authority.answer(TimeStampRequest(.zero, nonce: [UInt8](1...8)).encoded)
    )
    let tries = Counter()
    let stamper = stamper { _ throws(TimeStamper.Refusal) in
      tries.add()
      return other
    }
    on(stamper) { [note] stamper in
      stamper.take(note)
      for _ in 0..<2 * Retries.limit { stamper.attempt() }
    }
    #expect(tries.value == Retries.limit)
    #expect(kept.isEmpty)
    #expect(warnings.count == 2, "at first, and when it is given up: \(warnings.all)")
    #expect(warnings.all.last?.contains("tried 5 times") == true)
    // The next checkpoint begins anew.
    on(stamper) { [note] in $0.take(note) }
    #expect(tries.value == Retries.limit + 1)
  }
}
