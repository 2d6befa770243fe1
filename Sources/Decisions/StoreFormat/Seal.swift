package import Chronology

/// That a file was finished which takes the place of others, and what its hashes are.
///
/// Format: docs/formats/log.md, "SEAL".
package struct Seal: Hashable, Sendable {
  /// What kind of file.
  package enum Tier: UInt8, CaseIterable, Hashable, Sendable {
    /// The segment of one log file.
    case segment = 0
    /// The segment of a day's log files.
    case daySegment = 1
    /// The rollup of a day by hours.
    case hours = 2
    /// The rollup of a day as a whole.
    case day = 3
  }

  /// What kind of file.
  package var tier: Tier
  /// The numbers of the first and last log file that it stands for.
  package var files: ClosedRange<UInt64>
  /// The numbers of the first and last commit that it stands for.
  package var commits: ClosedRange<UInt64>
  /// From the start of the first sample to the end of the last one; empty if there is none.
  package var interval: Interval
  /// How many samples it holds.
  package var samples: UInt64
  /// How many leaves its tree has.
  package var leaves: UInt64
  /// The root of its tree.
  package var root: Hash
  /// The SHA-256 of the file.
  package var file: Hash

  /// A seal of these parts.
  package init(
    tier: Tier,
    files: ClosedRange<UInt64>,
    commits: ClosedRange<UInt64>,
    interval: Interval,
    samples: UInt64,
    leaves: UInt64,
    root: Hash,
    file: Hash
  ) {
    self.tier = tier
    self.files = files
    self.commits = commits
    self.interval = interval
    self.samples = samples
    self.leaves = leaves
    self.root = root
    self.file = file
  }
}

extension Seal {
  func encode(into body: inout ByteSink) {
    body.byte(tier.rawValue)
    body.varint(files.lowerBound)
    body.varint(files.upperBound)
    body.varint(commits.lowerBound)
    body.varint(commits.upperBound)
    body.interval(interval)
    body.varint(samples)
    body.varint(leaves)
    body.hash(root)
    body.hash(file)
  }

  init(from body: inout ByteCursor) throws(FormatError) {
    guard let tier = Tier(rawValue: try body.byte()) else { throw .malformed("seal's tier") }
    self.init(
      tier: tier,
      files: try body.range(),
      commits: try body.range(),
      interval: try body.interval(),
      samples: try body.varint(),
      leaves: try body.varint(),
      root: try body.hash(),
      file: try body.hash()
    )
    if leaves > 1 << 62 { throw .malformed("seal's leaves") }
  }
}

extension ByteSink {
  /// Writes the 32 bytes of a hash.
  package mutating func hash(_ value: Hash) {
    raw(value.bytes)
  }
}

extension ByteCursor {
  /// Reads the 32 bytes of a hash.
  package mutating func hash() throws(FormatError) -> Hash {
    guard let hash = Hash(bytes: try raw(Hash.length)) else { throw .truncated }
    return hash
  }

  /// Reads a first and a last number.
  mutating func range() throws(FormatError) -> ClosedRange<UInt64> {
    let first = try varint()
    let last = try varint()
    if last < first { throw .malformed("range") }
    return first...last
  }
}
