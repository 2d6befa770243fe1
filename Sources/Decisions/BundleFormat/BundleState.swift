import Chronology
import Proving
import Sampling
import StoreFormat

/// Where in a bundle its reader is: what kind of line came last.
enum BundleStage: Int, Comparable {
  case start
  case format
  case store
  case period
  case checkpoints
  case keys
  case agreements
  case entries
  case seals
  case ended
  case refused

  static func < (left: BundleStage, right: BundleStage) -> Bool { left.rawValue < right.rawValue }

  /// The stage that a line of this kind leads to; nil where it may not stand.
  func next(after word: BundleWord) -> BundleStage? {
    switch word {
    case .format: self == .start ? .format : nil
    case .store: self == .format ? .store : nil
    case .period: self == .store ? .period : nil
    case .checkpoint: self == .period || self == .checkpoints ? .checkpoints : nil
    case .key: self == .checkpoints || self == .keys ? .keys : nil
    case .agreement: self == .keys || self == .agreements ? .agreements : nil
    case .entry: (.keys ... .entries).contains(self) ? .entries : nil
    case .seal: (.keys ... .seals).contains(self) ? .seals : nil
    case .block, .sample: self == .seals ? .seals : nil
    case .end: (.keys ... .seals).contains(self) ? .ended : nil
    }
  }
}

/// What a bundle's reader knows at a line.
struct BundleState {
  /// A checkpoint as it stands in the bundle.
  struct Anchor {
    let line: UInt64
    let note: SignedNote
    let checkpoint: Checkpoint
    let path: [Hash]
  }

  /// A series whose definition is proved.
  struct Series {
    let check: CheckID
    let definition: Hash
    /// The time from one slot to the next.
    let interval: TimeAmount
  }

  /// The block whose samples are being read.
  struct Block {
    let line: UInt64
    let leaf: UInt64
    let series: SeriesID
    let count: Int
    let addresses: [NetworkAddress]
    let path: [Hash]
    var read = 0
    /// How many of the addresses have appeared.
    var appeared = 0
    var records: [UInt8] = []
    var dues: [(instant: Instant, isImported: Bool)] = []
    var counts: [Outcome: UInt64] = [:]
  }

  /// A revision of an agreement, as events name it.
  struct Revision: Hashable {
    let agreement: String
    let number: String
  }

  var stage = BundleStage.start
  var verdict = BundleVerdict()
  var anchors: [Anchor] = []
  /// How many bytes all checkpoints and their paths have.
  var noteBytes = 0
  var keys: KeySuccession?
  /// The hashes of the agreements in the bundle, and the line of each, until an entry names them.
  var agreements: [String: UInt64] = [:]
  /// The line of each agreement that an entry names, by its hash.
  var named: [String: UInt64] = [:]
  /// The hash that was recorded first of each revision.
  var recorded: [Revision: String] = [:]
  /// The hashes of agreements in the bundle that other events name, by the revision that they say it is.
  var judged: [Revision: Set<String>] = [:]
  /// The index of the last entry line.
  var lastEntry: UInt64?
  var series: [SeriesID: Series] = [:]
  var coverage: [CheckID: CheckCoverage] = [:]
  var stretches = 0
  var gaps: [Gap] = []
  /// The seal whose blocks follow, and whether it is proved.
  var seal: (seal: Seal, isProved: Bool)?
  /// The place of the last block under that seal.
  var lastLeaf: UInt64?
  var block: Block?
  var checks: [CheckID: BundleVerdict.Check] = [:]

  /// Whether samples of a block are still to come.
  var isInBlock: Bool { block != nil }

  mutating func note(_ finding: BundleFinding) {
    verdict.findingCount += 1
    verdict.subjects.insert(finding.subject)
    if verdict.findings.count < BundleVerdict.findingLimit { verdict.findings.append(finding) }
  }
}
