import Chronology
import Crypto
import Proving
import Sampling
import StoreFormat

@testable import BundleFormat

/// libcrypto's Ed25519, as a driver hands it over.
struct LibcryptoCheck: SignatureCheck {
  func isValid(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
    do {
      return try VerifyingKey(key).isValid(signature, of: message)
    } catch {
      return false
    }
  }
}

/// libcrypto's SHA-256, as a driver hands it over.
struct LibcryptoDigest: DigestFunction, ~Copyable {
  private var context: DigestContext

  init() throws {
    context = try DigestContext()
  }

  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    context.add(bytes, range)
  }

  mutating func finish() -> Hash { Hash(context.finish()) }
}

/// One block of a segment.
struct EvidenceBlock {
  let series: SeriesID
  let samples: [Sample]
}

/// A store in miniature: three checks, three segments, three keys, and a ledger of it all.
///
/// The party of the bundle sees `web` and `db`; `api` is another's.
struct Evidence {
  static let store = [UInt8](0x10...0x1F)
  static let origin = "constat.example/fra1"
  static let base = Instant(seconds: 1_773_446_400)
  static let agreement = Array("agreement: web\n".utf8)
  static let perSegment = 4

  static let definitions = ["web", "api", "db"].compactMap { CheckID($0) }.map { id in
    CheckDefinition(
      id: id,
      method: "tcp",
      target: "192.0.2.1:\(id)",
      interval: .seconds(10),
      timeout: .seconds(2),
      confirmation: Confirmation(),
      rules: ""
    )
  }

  var entries: [LedgerEntry] = []
  var tree = MerkleTree()
  var segments: [(index: UInt64, blocks: [EvidenceBlock], tree: MerkleTree)] = []
  var notes: [SignedNote] = []
  var sizes: [UInt64] = []
  var keys: [(seed: [UInt8], verifier: VerifierKey)] = []
  /// Whether the log's `web` samples are said to be up where they were down.
  let isTampered: Bool

  /// The evidence; of a store whose past was changed, if so wished, by who has its last key.
  ///
  /// - Parameters:
  ///   - gap: Of the slot that `web` missed, in seconds.
  ///   - isUnplanned: Whether it missed the slot because it was in no plan.
  ///   - certificate: One that `web` met.
  ///   - recorded: The text that was recorded as the agreement's revision; nil of a store that tells of none.
  init(
    tamperedWithTheLastKey isTampered: Bool = false,
    gap: ClosedRange<Int64> = 20...30,
    isUnplanned: Bool = false,
    certificate: CertificateMark? = nil,
    recorded: [UInt8]? = nil
  ) throws {
    self.isTampered = isTampered
    let honest = isTampered ? try Evidence() : nil
    for byte in 1...3 as ClosedRange<UInt8> {
      let seed = [UInt8](repeating: byte, count: 32)
      let verifier = VerifierKey(
        name: Self.origin,
        publicKey: try SigningKey(seed: seed).publicKey()
      )
      if let verifier { keys.append((seed, verifier)) }
    }
    append(.vantage("fra1"))
    try announce(0, honest)
    for (number, definition) in Self.definitions.enumerated() {
      append(.series(SeriesID(number: UInt32(number)), definition))
    }
    let missed = Interval(
      Self.base + .seconds(gap.lowerBound),
      Self.base + .seconds(gap.upperBound)
    )
    append(
      isUnplanned
        ? .unplanned(Unplanned(series: SeriesID(number: 0), interval: missed, isOver: true))
        : .gap(Gap(series: SeriesID(number: 0), interval: missed, slots: 1, cause: .late))
    )
    if let certificate { append(.certificate(certificate)) }
    if let recorded { append(Self.event("agreement.recorded", naming: recorded)) }
    append(Self.event("objective.breached", naming: Self.agreement))
    try seal(0)
    try announce(1, honest)
    try seal(1)
    append(.sent("k"))
    try announce(2, honest)
    try seal(2)
  }

  /// An event about the first revision of `shop`, whose text is `text`.
  private static func event(_ kind: String, naming text: [UInt8]) -> Record {
    .event(
      RecordedEvent(
        kind: kind,
        key: "k",
        time: base,
        message: "m",
        fields: [
          .init(name: "AGREEMENT", value: "shop"), .init(name: "REVISION", value: "1"),
          .init(name: "AGREEMENT_SHA256", value: Hexadecimal.text(SHA256.hash(text))),
        ]
      )
    )
  }

  /// From the slot `first` to the slot `last`.
  func slots(_ first: Int64, _ last: Int64) -> Interval {
    Interval(Self.base + .seconds(10 * first), Self.base + .seconds(10 * last))
  }

  var period: Interval { slots(0, Int64(3 * Self.perSegment)) }

  mutating func append(_ record: Record) {
    var hasher = TreeHasher()
    let number = UInt64(entries.count)
    let time = Self.base + .seconds(Int64(number))
    let entry = LedgerEntry(commit: 100 + number, time: time, record: record)
    entries.append(entry)
    tree.append(entry.leaf(using: &hasher), using: &hasher)
  }

  /// Announces a key; in a changed store by the announcement that was really signed.
  private mutating func announce(_ number: Int, _ honest: Evidence?) throws {
    if let honest {
      for entry in honest.entries {
        if case .key(let key)? = try entry.record(), Int(key.number) == number { append(.key(key)) }
      }
      return
    }
    var hasher = TreeHasher()
    let signer = number == 0 ? keys[0] : keys[number - 1]
    let root = tree.root(of: tree.size, using: &hasher)
    let statement = KeySuccession.statement(
      store: Self.store,
      number: UInt32(number),
      predecessor: signer.verifier,
      successor: keys[number].verifier,
      size: tree.size,
      root: root
    )
    append(
      .key(
        KeyAnnouncement(
          number: UInt32(number),
          key: keys[number].verifier.description,
          size: tree.size,
          root: root,
          signature: try SigningKey(seed: signer.seed).sign(statement)
        )
      )
    )
  }

  private func sample(_ series: Int, _ slot: Int) -> Sample {
    let due = Self.base + .seconds(Int64(10 * slot))
    let isDown = slot == 1 && series == 0 && !isTampered
    return Sample(
      series: SeriesID(number: UInt32(series)),
      due: due,
      start: due + .milliseconds(Int64(slot)),
      outcome: isDown ? .down : .up,
      cause: isDown ? .connectRefused : nil,
      phases: Phases(connect: UInt32(1_000 + slot), wait: UInt32(7 * series)),
      status: isDown ? 0 : 200,
      address: slot % 3 == 2
        ? nil : NetworkAddress(bytes: slot % 2 == 0 ? [192, 0, 2, 1] : [UInt8](1...16)),
      bytes: UInt32(slot),
      flags: slot == 3 ? .clockUnsynchronized : []
    )
  }

  /// Seals the segment of a log file, and signs the tree with the newest key.
  private mutating func seal(_ file: Int) throws {
    var hasher = TreeHasher()
    var blocks: [EvidenceBlock] = []
    var leaves = MerkleTree()
    for (series, definition) in Self.definitions.enumerated() {
      let slots = file * Self.perSegment..<(file + 1) * Self.perSegment
      // `web` missed one slot, as its gap says.
      let samples = slots.filter { !(series == 0 && $0 == 2) }.map { sample(series, $0) }
      let definition = hasher.plain(definition.canonical)
      let leaf = SampleLeaf.hash(
        of: samples,
        samples.indices,
        definition: definition,
        using: &hasher
      )
      leaves.append(leaf, using: &hasher)
      blocks.append(EvidenceBlock(series: SeriesID(number: UInt32(series)), samples: samples))
    }
    segments.append((UInt64(entries.count), blocks, leaves))
    append(
      .sealed(
        Seal(
          tier: .segment,
          files: UInt64(file + 1)...UInt64(file + 1),
          commits: UInt64(10 * file + 1)...UInt64(10 * file + 10),
          interval: slots(0, 1),
          samples: UInt64(blocks.map(\.samples.count).reduce(0, +)),
          leaves: leaves.size,
          root: leaves.root(of: leaves.size, using: &hasher),
          file: hasher.plain([UInt8(file)])
        )
      )
    )
    sizes.append(tree.size)
    let checkpoint = Checkpoint(
      origin: Self.origin,
      size: tree.size,
      root: tree.root(of: tree.size, using: &hasher)
    )
    let key = keys[isTampered ? 2 : file]
    let signature = try SigningKey(seed: key.seed).sign(Array(checkpoint.text.utf8))
    notes.append(
      SignedNote(text: checkpoint.text, signatures: [.init(by: key.verifier, signature)])
    )
  }

  /// The bundle of the party that `web` and `db` are for.
  func bundle() throws -> [UInt8] {
    var hasher = TreeHasher()
    var writer = BundleWriter(SHA256())
    var bytes = writer.begin(store: Self.store, origin: Self.origin, period: period)
    let size = tree.size
    for (note, earlier) in zip(notes, sizes) {
      let path = tree.consistencyPath(from: earlier, to: size, using: &hasher)
      bytes += writer.checkpoint(note, path: path)
    }
    var others: [[UInt8]] = []
    for (place, entry) in entries.enumerated() {
      let index = UInt64(place)
      let path = tree.inclusionPath(of: index, in: size, using: &hasher)
      guard case .key(let key)? = try entry.record() else { continue }
      let consistency = tree.consistencyPath(from: key.size, to: size, using: &hasher)
      bytes += writer.key(entry, at: index, path: path, consistency: consistency)
    }
    bytes += writer.agreement(Self.agreement)
    for (place, entry) in entries.enumerated() {
      let index = UInt64(place)
      if case .key? = try entry.record() { continue }
      if case .sealed? = try entry.record() { continue }
      if case .series(SeriesID(number: 1), _)? = try entry.record() { continue }
      let path = tree.inclusionPath(of: index, in: size, using: &hasher)
      others.append(writer.entry(entry, at: index, path: path))
    }
    bytes += others.joined()
    for segment in segments {
      let path = tree.inclusionPath(of: segment.index, in: size, using: &hasher)
      bytes += writer.seal(entries[Int(segment.index)], at: segment.index, path: path)
      for leaf in [0, 2] {
        let path = segment.tree.inclusionPath(
          of: UInt64(leaf),
          in: segment.tree.size,
          using: &hasher
        )
        let block = segment.blocks[leaf]
        bytes += writer.block(leaf: UInt64(leaf), series: block.series, block.samples, path: path)
      }
    }
    return bytes + writer.end()
  }
}
