import Archive
import Chronology
import Sampling
import Storage
import StoreFormat

/// The samples of a store, of some checks and some time, as often as they are wanted.
struct RecordedSamples {
  /// Whose samples; none stands for all.
  var checks: Set<String>
  /// The checks that the record has definitions of, as far as it was read.
  private(set) var known: Set<String> = []
  /// How far it is.
  var progress = Progress("samples read", whole: nil)

  private let store: String
  private let start: Instant?
  private let end: Instant?
  private var damages: [Damage] = []
  private var count = 0

  /// The samples of the store at a path that started at `start` or later and before `end`.
  init(_ store: String, checks: Set<String>, from start: Instant?, to end: Instant?) {
    self.store = store
    self.checks = checks
    self.start = start
    self.end = end
  }

  /// Reads the record from its beginning.
  ///
  /// - Parameter take: Gets each sample and its check, in the order of the record.
  mutating func read(_ take: (Sample, CheckID) -> Void) throws(StoreError) {
    damages = []
    var names: [SeriesID: CheckID] = [:]
    var reader = try RecordReader(try PosixDisk.reading(store))
    while let item = try reader.next() {
      switch item {
      case .group(let group):
        for record in group.records {
          switch record {
          case .series(let series, let definition):
            names[series] = definition.id
            known.insert(definition.id.description)
          case .sample(let sample): offer(sample, names, take)
          default: break
          }
        }
      case .samples(let samples): for sample in samples { offer(sample, names, take) }
      case .damage(let damage): damages.append(damage)
      }
      progress.tell(count)
    }
  }

  private mutating func offer(
    _ sample: Sample,
    _ names: [SeriesID: CheckID],
    _ take: (Sample, CheckID) -> Void
  ) {
    count += 1
    guard let check = names[sample.series], checks.isEmpty || checks.contains(check.description),
      start.map({ $0 <= sample.start }) ?? true, end.map({ sample.start < $0 }) ?? true
    else { return }
    take(sample, check)
  }

  /// Says on standard error what could not be read at the last reading.
  func tellDamage() {
    for damage in damages.prefix(DamageWarning.limit) {
      Terminal.complain("constat: warning: \(damage)")
    }
    let more = damages.count - DamageWarning.limit
    if more > 0 { Terminal.complain("constat: warning: and \(more) more places") }
  }
}
