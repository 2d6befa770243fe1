import Chronology
import Proving
import Sampling
import StoreFormat

extension BundleVerifier where Digest: ~Copyable {
  mutating func readStore(_ line: inout BundleLine) throws(BundleFault) {
    let store = try line.hexadecimal("the store", 16)
    let origin = try line.text("the origin")
    guard VerifierKey.isName(origin) else { throw BundleFault("the origin is no name of a key") }
    state.verdict.store = store
    state.verdict.origin = origin
    state.keys = KeySuccession(store: store, origin: origin)
  }

  mutating func readPeriod(_ line: inout BundleLine) throws(BundleFault) {
    let start = try line.number("the period's start", 0...1 << 62 - 1)
    let end = try line.number("the period's end", 0...1 << 62 - 1)
    guard start < end else { throw BundleFault("the period is empty") }
    state.verdict.period = Interval(
      Instant(nanoseconds: Int64(start)),
      Instant(nanoseconds: Int64(end))
    )
  }

  mutating func readCheckpoint(_ line: inout BundleLine) throws(BundleFault) {
    let bytes = try line.bytes("the checkpoint")
    let path = try line.path("the path")
    let note: SignedNote
    let checkpoint: Checkpoint
    do throws(NoteError) {
      note = try SignedNote(bytes)
      checkpoint = try Checkpoint(note.text)
    } catch {
      throw BundleFault("not a checkpoint: \(error)")
    }
    if let last = state.anchors.last, last.checkpoint.size >= checkpoint.size {
      throw BundleFault("checkpoints are not ascending")
    }
    guard state.verdict.checkpoints < Self.entryLimit else {
      throw BundleFault("more than 1,000,000 checkpoints")
    }
    state.noteBytes += bytes.count + path.count * Hash.length
    guard state.noteBytes <= Self.noteLimit else {
      throw BundleFault("more than 16 MiB of checkpoints")
    }
    state.verdict.checkpoints += 1
    state.verdict.head = checkpoint
    state.anchors.append(
      BundleState.Anchor(line: lineNumber, note: note, checkpoint: checkpoint, path: path)
    )
  }

  /// With the first key the last checkpoint is known.
  mutating func concludeCheckpoints() throws(BundleFault) {
    guard let head = state.anchors.last else { return }
    if !head.path.isEmpty { throw BundleFault("the last checkpoint has a path") }
    for anchor in state.anchors {
      if !anchor.checkpoint.origin.utf8.elementsEqual(state.verdict.origin.utf8) {
        note(.damaged, .origin, "a checkpoint of another log", line: anchor.line)
      }
      guard isBeginning(anchor.checkpoint.root, anchor.checkpoint.size, anchor.path) else {
        note(.damaged, .consistency, "not a beginning of the last checkpoint", line: anchor.line)
        continue
      }
    }
  }

  /// Whether a tree is a beginning of the last checkpoint's.
  private mutating func isBeginning(_ root: Hash, _ size: UInt64, _ path: [Hash]) -> Bool {
    guard let head = state.verdict.head else { return false }
    return TreeProof.isConsistent(
      root,
      of: size,
      with: head.root,
      of: head.size,
      by: path,
      using: &hasher
    )
  }

  mutating func readKey(_ line: inout BundleLine) throws(BundleFault) {
    let (index, entry, isProved) = try readEntryFields(&line)
    let consistency = try line.path("the consistency path")
    guard case .key(let announcement) = try record(of: entry) else {
      throw BundleFault("the entry announces no key")
    }
    if !isBeginning(announcement.root, announcement.size, consistency) {
      note(.damaged, .handover, "the tree that it names is no beginning of the last checkpoint")
    }
    if !isProved { return }
    guard (state.keys?.links.count ?? 0) < Self.keyLimit else {
      throw BundleFault("more than 10,000 keys")
    }
    do throws(SuccessionError) {
      try state.keys?.take(announcement, at: index, check)
    } catch {
      note(.damaged, .succession, error.description)
    }
  }

  /// With the first line behind the keys they are all known, and who must have signed what.
  mutating func concludeKeys() {
    let links = state.keys?.links ?? []
    state.verdict.keys = links
    for anchor in state.anchors {
      let text: String?
      do throws(NoteError) {
        let signers = try anchor.note.signers(among: links.map(\.key), check)
        let inForce = state.keys?.link(inForceAt: anchor.checkpoint.size)
        text =
          inForce.map { signers.contains($0.key) } ?? false
          ? nil : "not signed by the key in force at its size"
      } catch {
        text = error.description
      }
      if let text { note(.damaged, .signature, text, line: anchor.line) }
    }
    state.anchors = []
    if let trusted {
      if !links.contains(where: { $0.key.description.utf8.elementsEqual(trusted.description.utf8) })
      {
        note(.missing, .trust, "the trusted key is not among the store's keys", line: 0)
      }
    } else {
      note(.missing, .trust, "no key to trust was given", line: 0)
    }
  }

  mutating func readEntry(_ line: inout BundleLine) throws(BundleFault) {
    let (index, entry, isProved) = try readEntryFields(&line)
    if let last = state.lastEntry, index <= last { throw BundleFault("entries are not ascending") }
    state.lastEntry = index
    if RecordNumber.key == entry.kind { throw BundleFault("a key stands among the entries") }
    guard isProved, RecordNumber.read.contains(entry.kind) else { return }
    if let record = try record(of: entry) { learn(record) }
  }

  /// Reads index, entry and path, and proves the entry.
  mutating func readEntryFields(
    _ line: inout BundleLine
  ) throws(BundleFault) -> (index: UInt64, entry: LedgerEntry, isProved: Bool) {
    let index = try line.number("the index", 0...1 << 62)
    let bytes = try line.bytes("the entry")
    let path = try line.path("the path")
    let entry: LedgerEntry
    do throws(FormatError) {
      entry = try LedgerEntry(decoding: bytes)
    } catch {
      throw BundleFault("not an entry of a ledger: \(error)")
    }
    let isProved =
      state.verdict.head.map { head in
        TreeProof.isIncluded(
          hasher.leaf(bytes),
          at: index,
          in: head.size,
          root: head.root,
          by: path,
          using: &hasher
        )
      } ?? false
    if isProved {
      state.verdict.entries += 1
      guard state.verdict.entries <= Self.entryLimit else {
        throw BundleFault("more than 1,000,000 entries")
      }
    } else {
      note(.damaged, .path, "the entry is not at this place of the ledger")
    }
    return (index, entry, isProved)
  }

  func record(of entry: LedgerEntry) throws(BundleFault) -> Record? {
    do throws(FormatError) {
      return try entry.record()
    } catch {
      throw BundleFault("the entry's record: \(error)")
    }
  }

  /// Keeps what a proved record says of series, gaps and agreements.
  private mutating func learn(_ record: Record) {
    switch record {
    case .series(let number, let definition):
      let hash = hasher.plain(definition.canonical)
      if let known = state.series[number] {
        if known.definition != hash {
          note(.damaged, .series, "series \(number.number) is defined twice")
        }
        return
      }
      state.series[number] = BundleState.Series(
        check: definition.id,
        definition: hash,
        interval: definition.interval
      )
      var coverage = state.coverage[definition.id] ?? CheckCoverage()
      coverage.series.insert(number)
      state.coverage[definition.id] = coverage
    case .gap(let gap): state.gaps.append(gap)
    case .unplanned(let time):
      state.gaps.append(
        Gap(series: time.series, interval: time.interval, slots: 0, cause: .noSample)
      )
    case .loss(let loss): state.gaps.append(loss.gap)
    case .event(let event): learn(event)
    default: break
    }
  }
}

/// The numbers of the records that a bundle's reader looks into.
enum RecordNumber {
  static let key: UInt8 = 16
  static let seal: UInt8 = 15
  /// SERIES, GAP, EVENT, LOSS and UNPLANNED.
  static let read: Set<UInt8> = [2, 4, 10, 12, 18]
}
