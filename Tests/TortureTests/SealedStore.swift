import Archive
import Chronology
import Posix
import Proving
import Sampling
import SegmentFormat
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Storage

/// A store that was stopped, every byte of which is vouched for.
struct SealedStore {
  let files: [String: [UInt8]]
  let identity: [UInt8]
  let findings: Findings
  /// Where each block of each segment lies, and what it holds.
  let blocks: [String: [(range: Range<Int>, samples: [Sample])]]

  /// Three hours of a day that is merged and summed up, and two of the next that are not; a sealed report,
  /// and a checkpoint that was stamped.
  ///
  /// - Parameter first: The number of its first sample, so that two stores share none.
  init(first: Int) throws {
    let disk = FaultyDisk()
    let rehearsal = Rehearsal(on: disk, after: (first, first))
    try rehearsal.open()
    let acts: [Act] = [
      .commit(9), .pass(.hours(8)), .commit(7), .pass(.hours(8)), .commit(5), .pass(.hours(8)),
      .commit(6), .seal, .pass(.hours(8)), .commit(8), .seal, .seal,
      .pass(.hours(1)), .commit(1), .seal, .seal,
      .record(.event(SealedStore.report(on: disk, first))), .finish,
    ]
    for act in acts { try rehearsal.perform(act) }
    rehearsal.drop()
    try SealedStore.stamp(on: disk)
    files = disk.files
    findings = try Findings(disk)
    identity = try StoreIdentity.find(on: disk)?.id ?? []
    var blocks: [String: [(range: Range<Int>, samples: [Sample])]] = [:]
    for span in try ArchiveListing(disk).segments {
      let file = try SegmentFile(span, on: disk)
      blocks[file.path] = try file.reader.index.entries.enumerated().map { position, entry in
        let range = Int(entry.range.lowerBound)..<Int(entry.range.upperBound)
        return (range, try file.samples(position))
      }
    }
    self.blocks = blocks
  }

  /// Both files of a report, and the event that says what they are.
  private static func report(on disk: FaultyDisk, _ first: Int) -> RecordedEvent {
    let start = midnight.rfc3339(decimals: 0)
    let end = (midnight + .days(1)).rfc3339(decimals: 0)
    var fields = [
      ("AGREEMENT", "acme"), ("REVISION", "1"), ("AGREEMENT_SHA256", "00"),
      ("PERIOD", "2026-03-14"),
      ("WINDOW_START", start), ("WINDOW_END", end), ("REPORT_REVISION", "1"), ("AS_OF", end),
    ]
    for ending in ["json", "html"] {
      let bytes = Array("report \(first) as \(ending)\n".utf8)
      let hash = Hexadecimal.text(SHA256.hash(bytes))
      fields.append(("\(ending.uppercased())_SHA256", hash))
      disk.state.withLock { $0.files["reports/acme.2026-03-14.r1.\(ending)"] = bytes }
    }
    return RecordedEvent(
      kind: "report.sealed",
      key: "report",
      time: midnight + .days(1),
      message: "report sealed",
      fields: fields.map { RecordedEvent.Field(name: $0.0, value: $0.1) }
    )
  }

  /// Has the newest checkpoint stamped.
  private static func stamp(on disk: FaultyDisk) throws {
    let note = try SignedNote(try #require(disk.files["./checkpoint"]))
    let request = try TimeStampFiles.request(for: note, nonce: [UInt8](1...8))
    let authority = try #require(TimeStampAuthority())
    let reply = try #require(authority.answer(request.encoded))
    try TimeStampFiles.keep(note, size: try Checkpoint(note.text).size, reply, on: disk)
  }

  /// The files that are never written again; of a stamp its authority's signature vouches, which is not
  /// verified here.
  var sealedNames: [String] {
    let folders: Set = [
      "samples", "ledger", "hours", "days", "checkpoints", "reports", "log", ".",
    ]
    return files.keys.filter { name in
      folders.contains(FaultyDisk.folder(of: name)) && !name.hasSuffix(".tsr")
        && !name.hasSuffix(".spare")
    }.sorted()
  }

  /// The store with one file changed.
  func changing(_ name: String, _ change: (inout [UInt8]) -> Void) -> [String: [UInt8]] {
    var changed = files
    var bytes = changed[name] ?? []
    change(&bytes)
    changed[name] = bytes
    return changed
  }

  /// Whether `constat verify` says that all is proved.
  func isProved(_ files: [String: [UInt8]]) -> Bool {
    (try? StoreVerifier.run(on: FaultyDisk(files), of: identity).isProved) ?? false
  }

  /// What is wrong with what a reader finds in changed files; nil if it finds only what was there,
  /// and says that something is missing.
  ///
  /// - Parameter mayMiss: What it may not find.
  func fault(reading files: [String: [UInt8]], mayMiss: (Sample) -> Bool) -> String? {
    guard let found = try? Findings(FaultyDisk(files)) else { return nil }
    let all = Set(findings.samples)
    if let foreign = found.samples.first(where: { !all.contains($0) }) { return "reads \(foreign)" }
    if Set(found.samples).count != found.samples.count { return "reads samples twice" }
    let missing = all.subtracting(found.samples)
    if let lost = missing.first(where: { !mayMiss($0) }) { return "loses \(lost)" }
    if !missing.isEmpty, found.damages.isEmpty { return "says nothing of \(missing.count) samples" }
    if found.events.contains(where: { !findings.events.contains($0) }) {
      return "reads foreign events"
    }
    if found.events.count < findings.events.count, found.damages.isEmpty {
      return "says nothing of lost events"
    }
    return nil
  }

  /// Whether a sample may be missing after a change of a byte: those of its block, or of the segment
  /// where the byte is in no block.
  func mayMiss(_ sample: Sample, _ name: String, at offset: Int) -> Bool {
    // Without its own STORE no file is the store's.
    if name == "./STORE" { return true }
    guard let blocks = blocks[name] else { return false }
    let hit = blocks.filter { $0.range.contains(offset) }
    return (hit.isEmpty ? blocks : hit).contains { $0.samples.contains(sample) }
  }
}
