import Agreement
import Annotating
import Archive
import BundleFormat
import Chronology
import Importing
import Proving
import Sampling
import StoreFormat
import Yaml

@testable import Rollups
@testable import SegmentFormat
@testable import Storage

/// What bytes from a disk, or from somebody else, are read by.
enum Decoder: String, CaseIterable, Sendable {
  case group, record, header, segment, column, ledger, rollup, detail, bundle, note, store, inbox
  case importing, metrics, yaml, stamp, annotation, zone, key

  /// The one that this process tries.
  static let chosen = CommandLine.arguments.dropFirst().first.flatMap(Decoder.init) ?? .group

  /// Who wrote the groups' file.
  static let file = [UInt8](1...16)

  /// Reads bytes as they are, and with right checksums.
  ///
  /// It traps when what was read is written otherwise than it stood there, where that must not be.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .group:
      _ = try? CommitGroup(decoding: bytes, file: Decoder.file)
      _ = try? CommitGroup(decoding: Repair.group(bytes), file: Decoder.file)
    case .record:
      if let record = (try? Record.decoded(bytes)) ?? nil {
        let again = (try? Record.decoded(record.encoded())) ?? nil
        precondition(again == record, "a record that is written is read back")
      }
    case .header:
      _ = try? LogFileHeader(decoding: Repair.header(bytes))
    case .segment:
      Decoder.readSegment(bytes)
      Decoder.readSegment(Repair.segment(bytes))
      _ = try? Block(salvaging: bytes, at: 0)
    case .column: Decoder.readColumn(bytes)
    case .ledger:
      var hasher = TreeHasher()
      _ = try? LedgerFile(decoding: bytes, using: &hasher)
      _ = try? LedgerFile(decoding: Repair.ledger(bytes), using: &hasher)
      if let entry = try? LedgerEntry(decoding: bytes) { _ = try? entry.record() }
    case .rollup:
      _ = try? RollupFile(decoding: bytes)
      _ = try? RollupFile(decoding: Repair.rollup(bytes))
    case .detail: Decoder.readDetail(bytes)
    case .bundle:
      Decoder.verifyBundle(bytes)
      Decoder.verifyBundle(Repair.bundle(bytes))
    case .note:
      if let note = try? SignedNote(bytes) {
        precondition(note.bytes == bytes, "a note that is written is read back")
        _ = try? Checkpoint(note.text)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? Checkpoint(text)
      _ = VerifierKey(text)
    case .store: _ = try? StoreIdentity.read(String(decoding: bytes, as: UTF8.self))
    case .inbox:
      _ = ImportRequest(header: bytes)
      _ = InboxAnswer(bytes)
    case .importing, .metrics: Decoder.readImport(bytes)
    case .yaml: _ = try? YamlDocument(bytes)
    case .stamp: _ = try? TimeStampReply(decoding: bytes)
    case .annotation: Decoder.readAnnotation(bytes)
    case .zone: Decoder.readZone(bytes)
    case .key: _ = SealKeyFile.seed(in: bytes)
    }
  }

  private static func readSegment(_ bytes: [UInt8]) {
    do throws(FormatError) {
      try SegmentHead.check(bytes)
      let length = UInt64(bytes.count)
      let place = try SegmentReader.footerRange(fileLength: length)
      let footer = try SegmentFooter(
        decoding: Array(bytes[Int(place.lowerBound)..<Int(place.upperBound)]),
        fileLength: length
      )
      let range = footer.indexRange
      let reader = try SegmentReader(
        footer,
        index: Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
      )
      for (position, entry) in reader.index.entries.enumerated() {
        let part = Array(bytes[Int(entry.range.lowerBound)..<Int(entry.range.upperBound)])
        guard let block = try? reader.block(position, decoding: part) else { continue }
        _ = try? block.samples()
      }
    } catch {
      return
    }
  }

  private static func readColumn(_ bytes: [UInt8]) {
    guard bytes.count > 2 else { return }
    let count = (Int(bytes[0]) << 8 | Int(bytes[1])) % Block.sampleLimit + 1
    var cursor = ByteCursor(bytes, 2..<bytes.count)
    guard let values = try? ColumnCodec.decode(from: &cursor, count: count) else { return }
    precondition(values.count == count, "a column has as many numbers as its block samples")
    let again = ColumnCodec.encode(values)
    var second = ByteCursor(again)
    let read = try? ColumnCodec.decode(from: &second, count: count)
    precondition(read == values, "a column that is written is read back")
  }

  private static func readDetail(_ bytes: [UInt8]) {
    let period = Interval(Instant(seconds: 1_773_478_800), Instant(seconds: 1_773_482_400))
    var cursor = ByteCursor(bytes)
    _ = try? RollupDetail(decoding: &cursor, period, Seeds.summary)
  }

  private static func verifyBundle(_ bytes: [UInt8]) {
    var verifier = BundleVerifier(
      trusted: nil,
      NoSignature(),
      SHA256(),
      TreeHasher()
    )
    verifier.take(bytes)
    _ = verifier.finish().isProved
  }

  private static func readAnnotation(_ bytes: [UInt8]) {
    guard let request = AnnotationRequest(line: bytes) else { return }
    let again = AnnotationRequest(line: request.line.dropLast())
    precondition(again == request, "a request that is written is read back")
    let rules = AnnotationRules(agreements: [], checks: [CheckID]())
    _ = try? rules.check(request.annotation, at: Seeds.start)
  }

  private static func readZone(_ bytes: [UInt8]) {
    guard let zone = try? ZoneRules(tzif: bytes) else { return }
    for second in stride(from: Int64(-1 << 40), through: 1 << 40, by: 1 << 36) {
      _ = zone.offset(at: Instant(seconds: second / 256))
    }
  }

  private static func readImport(_ bytes: [UInt8]) {
    var file = ImportFile(series: SeriesID(number: 1), now: Instant(seconds: 1_900_000_000))
    let half = bytes.count / 2
    file.append(bytes[..<half])
    file.append(bytes[half...])
    _ = try? file.finish()
  }
}

/// Takes every signature for right, so that what stands behind is read.
private struct NoSignature: SignatureCheck {
  func isValid(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool { true }
}
