package import Chronology
package import Proving
package import Sampling
package import StoreFormat

/// Writes an evidence bundle, line by line, in the order of the functions here.
///
/// The same evidence always gives the same bytes. Nothing is kept but a hash and the number of lines, so
/// a bundle may be longer than memory.
///
/// Format: docs/formats/proof.md, "The evidence bundle".
package struct BundleWriter<Digest: DigestFunction & ~Copyable>: ~Copyable {
  /// The version of the format.
  package static var version: String { "1" }

  private var digest: Digest
  private var lines: UInt64 = 0

  /// A writer that hashes by `digest`, which must be at the beginning of a message.
  package init(_ digest: consuming Digest) {
    self.digest = digest
  }

  /// The bundle's beginning.
  ///
  /// - Parameters:
  ///   - store: The store's identity: 16 bytes.
  ///   - origin: The log's name, which its keys have.
  ///   - period: The time for which the samples of every check that is defined in the bundle are to
  ///     be shown to be complete.
  package mutating func begin(store: [UInt8], origin: String, period: Interval) -> [UInt8] {
    precondition(store.count == 16 && VerifierKey.isName(origin), "an identity and a name")
    return line(.format, BundleWriter.version)
      + line(.store, Hexadecimal.text(store), origin)
      + line(.period, "\(period.start.nanoseconds)", "\(period.end.nanoseconds)")
  }

  /// A signed checkpoint, ascending by size; everything is proved against the last one.
  ///
  /// - Parameter path: From its tree to the last one's; empty for the last one.
  package mutating func checkpoint(_ note: SignedNote, path: [Hash]) -> [UInt8] {
    line(.checkpoint, Base64.text(note.bytes), BundleWriter.text(path))
  }

  /// A key's announcement, the first key first.
  ///
  /// - Parameters:
  ///   - path: From the entry to the last checkpoint's root.
  ///   - consistency: From the tree that the announcement names to the last checkpoint's.
  package mutating func key(
    _ entry: LedgerEntry,
    at index: UInt64,
    path: [Hash],
    consistency: [Hash]
  ) -> [UInt8] {
    line(
      .key,
      "\(index)",
      Base64.text(entry.bytes),
      BundleWriter.text(path),
      BundleWriter.text(consistency)
    )
  }

  /// The text of an agreement, as its file has it, and not empty.
  package mutating func agreement(_ text: [UInt8]) -> [UInt8] {
    precondition(!text.isEmpty, "a text")
    return line(.agreement, Hexadecimal.text(SHA256.hash(text)), Base64.text(text))
  }

  /// An entry of the ledger that is neither a key nor the seal of a segment that follows, ascending
  /// by index.
  package mutating func entry(_ entry: LedgerEntry, at index: UInt64, path: [Hash]) -> [UInt8] {
    line(.entry, "\(index)", Base64.text(entry.bytes), BundleWriter.text(path))
  }

  /// The seal of a segment, ascending by the log files that it stands for.
  package mutating func seal(_ entry: LedgerEntry, at index: UInt64, path: [Hash]) -> [UInt8] {
    line(.seal, "\(index)", Base64.text(entry.bytes), BundleWriter.text(path))
  }

  /// A block of the segment whose seal was written last, ascending by leaf.
  ///
  /// - Parameters:
  ///   - leaf: The place of its leaf in the segment's tree.
  ///   - samples: All samples of the block, in its order: 1 to ``SampleLeaf/limit``.
  ///   - path: From the leaf to the segment's root.
  package mutating func block(
    leaf: UInt64,
    series: SeriesID,
    _ samples: [Sample],
    path: [Hash]
  ) -> [UInt8] {
    precondition((1...SampleLeaf.limit).contains(samples.count), "1 to 8,192 samples")
    var table = AddressTable()
    let numbers = samples.map { $0.address.map { table.number(of: $0) } ?? 0 }
    let addresses = table.addresses.map { Hexadecimal.text($0.bytes) }
    var bytes = line(
      .block,
      "\(leaf)",
      "\(series.number)",
      "\(samples.count)",
      addresses.isEmpty ? "-" : addresses.joined(separator: ","),
      BundleWriter.text(path)
    )
    for (sample, number) in zip(samples, numbers) {
      let fields: [Int64] = [
        sample.due.nanoseconds, sample.start.nanoseconds, Int64(sample.outcome.rawValue),
        Int64(sample.cause?.rawValue ?? 0), Int64(sample.status), Int64(number),
        Int64(sample.bytes), Int64(sample.phases.resolve), Int64(sample.phases.connect),
        Int64(sample.phases.secure), Int64(sample.phases.wait), Int64(sample.phases.transfer),
        Int64(sample.flags.rawValue),
      ]
      bytes += line(.sample, fields.map { String($0) }.joined(separator: " "))
    }
    return bytes
  }

  /// The bundle's end.
  package mutating func end() -> [UInt8] {
    let hash = digest.finish()
    return Array("\(BundleWord.end.rawValue) \(lines) \(hash)\n".utf8)
  }

  private mutating func line(_ word: BundleWord, _ fields: String...) -> [UInt8] {
    let bytes = Array("\(word.rawValue) \(fields.joined(separator: " "))\n".utf8)
    precondition(bytes.count <= BundleLine.lengthLimit, "a line has at most 8 MiB")
    lines += 1
    digest.add(bytes)
    return bytes
  }

  private static func text(_ path: [Hash]) -> String {
    path.isEmpty ? "-" : path.map { Base64.text($0.bytes) }.joined(separator: ",")
  }
}
