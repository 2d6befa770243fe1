import Chronology
import Proving
import Sampling
import SegmentFormat
import Storage
import StoreFormat

/// Makes the segment that takes the place of a log file.
///
/// Samples are gathered from the log in as many readings as it takes to hold at most
/// ``batchLimit`` of them at a time.
struct SegmentBuild: Sendable {
  /// How many samples are held at once, about 100 bytes each.
  static let batchLimit = 131_072

  /// What was made.
  struct Result: Hashable, Sendable {
    /// How many leaves its tree has: one a block.
    var leaves: UInt64
    /// The root of the tree.
    var root: Hash
    /// The SHA-256 of the file.
    var file: Hash
  }

  private let disk: any Disk
  private let number: UInt64
  private let digest: LogDigest

  /// The making of the segment of log file `number`.
  init(of number: UInt64, _ digest: LogDigest, on disk: any Disk) {
    self.disk = disk
    self.number = number
    self.digest = digest
  }

  /// Writes the segment, reads it again, and publishes it.
  func run(store: [UInt8], commits: ClosedRange<UInt64>) throws(ArchiveError) -> Result {
    var hasher = LibraryHasher(try LibraryDigest())
    var output = try ArchiveOutput("\(LogSpan(number).text).seg", in: .samples, on: disk)
    var blocks = SegmentBlocks(
      SegmentIdentity(store: store, files: number...number, commits: commits)
    )
    try output.append(SegmentHead.bytes)
    for batch in digest.batches(limit: SegmentBuild.batchLimit) {
      let gathered = try gather(batch)
      for (series, samples) in gathered.sorted(by: { $0.key.number < $1.key.number }) {
        try output.append(
          try blocks.append(
            samples,
            parts: [BlockPart(file: number, count: samples.count)],
            definition: hasher.definition(digest.definitions[series]?.canonical),
            using: &hasher
          )
        )
      }
    }
    let root = blocks.root(using: &hasher)
    let leaves = blocks.leaves
    try output.append(blocks.finish())
    let file = try output.synchronize()
    try SegmentFile(named: output.temporary, on: disk).check(
      leaves,
      definition: { digest.definitions[$0]?.canonical },
      using: &hasher
    )
    // Also what no block is made of.
    guard try ArchiveError.hashing(output.temporary, in: .samples, on: disk) == file else {
      throw .differs(file: output.path)
    }
    try output.publish()
    return Result(leaves: UInt64(leaves.count), root: root, file: file)
  }

  /// The samples of some series, in the order of their commits.
  private func gather(
    _ series: ClosedRange<UInt32>
  ) throws(ArchiveError) -> [SeriesID: [Sample]] {
    var samples: [SeriesID: [Sample]] = [:]
    var log = ClosedLogFile(number, on: disk)
    do throws(StoreError) {
      while let item = try log.next() {
        guard case .group(let group) = item, !group.flags.contains(.repetition) else { continue }
        for case .sample(let sample) in group.records where series.contains(sample.series.number) {
          samples[sample.series, default: []].append(sample)
        }
      }
    } catch {
      throw .store(error)
    }
    return samples
  }
}
