package import StoreFormat

/// The part of a ledger file that one log file gave.
package struct LedgerPart: Hashable, Sendable {
  /// The log file's number.
  package let log: UInt64
  /// Its places among the file's entries; the last one is the seal of its segment.
  package let entries: Range<Int>
}

extension LedgerFile {
  /// Whether the file stands for more than one log file: it has taken the place of their files.
  package var isMerged: Bool { header.files.count > 1 }

  /// What each log file gave, ascending.
  ///
  /// - Throws: `malformed` where seals don't divide the file as its header says.
  package func parts() throws(FormatError) -> [LedgerPart] {
    var parts: [LedgerPart] = []
    var start = 0
    for (place, entry) in entries.enumerated() {
      guard case .sealed(let seal)? = (try? entry.record()) ?? nil, seal.tier == .segment else {
        continue
      }
      let log = seal.files.lowerBound
      guard seal.files.count == 1, header.files.contains(log),
        parts.last.map({ $0.log < log }) ?? true
      else { throw .malformed("seal of a segment") }
      parts.append(LedgerPart(log: log, entries: start..<place + 1))
      start = place + 1
    }
    guard start == entries.count, parts.last?.log == header.files.upperBound else {
      throw .malformed("last seal of a segment")
    }
    return parts
  }

  /// The files that log files had before their ledger files were merged: each as it was, and the hash
  /// of its bytes.
  ///
  /// - Throws: `malformed` as ``parts()`` does.
  package func originals<Digest: DigestFunction & ~Copyable>(
    using hasher: inout TreeHasher<Digest>
  ) throws(FormatError) -> [(file: LedgerFile, hash: Hash)] {
    var originals: [(file: LedgerFile, hash: Hash)] = []
    var (previous, before) = (header.previous, header.before)
    for part in try parts() {
      let own = LedgerFileHeader(
        store: header.store,
        files: part.log...part.log,
        previous: previous,
        before: before
      )
      var encoder = LedgerFileEncoder(own)
      for entry in entries[part.entries] { encoder.append(entry, using: &hasher) }
      previous = hasher.plain(encoder.finish(using: &hasher))
      before = encoder.tree
      let file = LedgerFile(
        header: own,
        entries: Array(entries[part.entries]),
        after: before,
        root: before.root(using: &hasher)
      )
      originals.append((file, previous))
    }
    return originals
  }

  /// The bytes of one file with all that some files have.
  ///
  /// Nothing is lost by it: ``originals(using:)`` gives each of them back, byte for byte.
  ///
  /// - Parameter files: Each follows the one before; not empty.
  package static func merging<Digest: DigestFunction & ~Copyable>(
    _ files: [LedgerFile],
    using hasher: inout TreeHasher<Digest>
  ) -> [UInt8] {
    let (first, last) = (files[0].header, files[files.count - 1].header)
    var encoder = LedgerFileEncoder(
      LedgerFileHeader(
        store: first.store,
        files: first.files.lowerBound...last.files.upperBound,
        previous: first.previous,
        before: first.before
      )
    )
    for file in files {
      for entry in file.entries { encoder.append(entry, using: &hasher) }
    }
    return encoder.finish(using: &hasher)
  }

  /// The part of the file that some of its log files gave, as a file of its own.
  ///
  /// - Parameter hasher: Computes what stood before.
  /// - Returns: nil if the file holds none of them.
  /// - Throws: `malformed` as ``parts()`` does.
  package func part<Digest: DigestFunction & ~Copyable>(
    of logs: ClosedRange<UInt64>,
    using hasher: inout TreeHasher<Digest>
  ) throws(FormatError) -> (file: LedgerFile, hash: Hash)? {
    let own = try originals(using: &hasher).filter {
      logs.contains($0.file.header.files.lowerBound)
    }
    guard let first = own.first, let last = own.last else { return nil }
    let header = LedgerFileHeader(
      store: header.store,
      files: logs,
      previous: first.file.header.previous,
      before: first.file.header.before
    )
    let file = LedgerFile(
      header: header,
      entries: own.flatMap(\.file.entries),
      after: last.file.after,
      root: last.file.root
    )
    return (file, last.hash)
  }
}
