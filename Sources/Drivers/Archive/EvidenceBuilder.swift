package import BundleFormat
package import Chronology
package import Proving
import Sampling
import SegmentFormat
package import Storage
import StoreFormat

/// Writes a bundle of one party's evidence from a store, and verifies it while it is written.
///
/// It takes no lock: what is sealed never changes. Memory: the ledger's tree and one block at a time; of a
/// day's segment whose seal isn't signed yet, the samples of the scope.
package struct EvidenceBuilder: ~Copyable {
  /// What was written.
  package struct Receipt: Sendable {
    /// For which time the bundle says to be complete.
    package let period: Interval
    /// What of the time that was asked for isn't sealed yet, and so not in the bundle.
    package let unsealed: EvidenceError.Unsealed
    /// How many log files' samples of that time have expired, as is on record.
    package let expired: Int
    /// The hashes of the agreement's revisions whose texts are in it: something on record must name them.
    package let agreements: Set<String>
    /// Files that can't be read, a line each.
    package internal(set) var damages: [String] = []
    /// What the bundle proves to who trusts the store's first key.
    package internal(set) var verdict = BundleVerdict()
    /// That key; nil if the store names none.
    package let key: VerifierKey?
  }

  let ledger: SignedLedger
  let scope: EvidenceScope
  var receipt: Receipt
  var hasher: LibraryHasher
  var writer: BundleWriter<LibraryDigest>
  private var verifier: BundleVerifier<LibraryDigest, LibrarySignatures>

  /// Writes a bundle.
  ///
  /// - Parameters:
  ///   - store: The store's identity.
  ///   - scope: What may be seen, in the time that was asked for.
  ///   - texts: The files of the agreement's revisions; one that nothing on record names is left out.
  ///   - progress: Told how many samples are written.
  ///   - output: Takes the bundle's bytes in their order.
  package static func run(
    on disk: any Disk,
    of store: [UInt8],
    _ scope: EvidenceScope,
    texts: [[UInt8]],
    progress: (Int) -> Void = { _ in },
    output: ([UInt8]) throws(EvidenceError) -> Void
  ) throws(EvidenceError) -> Receipt {
    var scope = scope
    let listing = try EvidenceError.archived { () throws(ArchiveError) in
      try ArchiveListing.reading(disk)
    }
    var hasher = try EvidenceError.archived { () throws(ArchiveError) in
      LibraryHasher(try LibraryDigest())
    }
    let ledger = try SignedLedger(listing, on: disk, &scope, using: &hasher)
    let key = try EvidenceError.archived { () throws(ArchiveError) in try KeyFile.read(disk).first }
    let parts = try EvidenceError.archived { () throws(ArchiveError) in
      try EvidenceParts(disk, listing, ledger, scope)
    }
    let unsealed = try EvidenceError.archived { () throws(ArchiveError) in try parts.unsealed() }
    guard let cut = parts.recorded.flatMap({ scope.cut(to: $0) }), !parts.isEmpty else {
      throw .nothing(unsealed)
    }
    let named = texts.map { (hash: hasher.plain($0).description, text: $0) }
      .filter { scope.named.contains($0.hash) }
    let receipt = Receipt(
      period: cut.period,
      unsealed: unsealed,
      expired: parts.expiredCount,
      agreements: Set(named.map(\.hash)),
      damages: parts.damages,
      key: key
    )
    let digest = try EvidenceError.archived { () throws(ArchiveError) in try LibraryDigest() }
    let builder = EvidenceBuilder(
      ledger: ledger,
      scope: cut,
      receipt: receipt,
      hasher: hasher,
      writer: BundleWriter(digest),
      verifier: try EvidenceError.archived { () throws(ArchiveError) in
        try BundleReading.verifier(trusting: key)
      }
    )
    return try builder.write(store, parts, named.map(\.text), progress, output)
  }

  private consuming func write(
    _ store: [UInt8],
    _ parts: EvidenceParts,
    _ texts: [[UInt8]],
    _ progress: (Int) -> Void,
    _ output: ([UInt8]) throws(EvidenceError) -> Void
  ) throws(EvidenceError) -> Receipt {
    let origin = CheckpointSigner.origin(of: store)
    try put(writer.begin(store: store, origin: origin, period: scope.period), output)
    try put(writer.checkpoint(ledger.note, path: []), output)
    for key in ledger.keys {
      let consistency = ledger.tree.consistencyPath(
        from: key.content.size,
        to: ledger.size,
        using: &hasher
      )
      let path = path(of: key.index)
      try put(
        writer.key(key.entry, at: key.index, path: path, consistency: consistency),
        output
      )
    }
    for text in texts { try put(writer.agreement(text), output) }
    for place in ledger.disclosed where parts.needs(place.entry, in: scope.period) {
      let path = path(of: place.index)
      try put(writer.entry(place.entry, at: place.index, path: path), output)
    }
    var count = 0
    for part in parts.parts {
      try write(part) { (builder: inout EvidenceBuilder, bytes, samples) throws(EvidenceError) in
        try builder.put(bytes, output)
        count += samples
        progress(count)
      }
    }
    try put(writer.end(), output)
    var receipt = receipt
    receipt.verdict = verifier.finish()
    return receipt
  }

  /// From an entry to the root that is signed.
  mutating func path(of index: UInt64) -> [Hash] {
    ledger.tree.inclusionPath(of: index, in: ledger.size, using: &hasher)
  }

  mutating func put(
    _ bytes: [UInt8],
    _ output: ([UInt8]) throws(EvidenceError) -> Void
  ) throws(EvidenceError) {
    verifier.take(bytes)
    try output(bytes)
  }
}
