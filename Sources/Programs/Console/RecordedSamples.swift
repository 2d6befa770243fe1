import Archive
import Chronology
import Exporting
import Sampling
import Storage
import StoreFormat

/// The samples of a store, of some checks and some time.
///
/// Of what is sealed only the blocks are read that may hold such samples.
struct RecordedSamples {
  /// The checks that the record has definitions of, as far as it was read.
  private(set) var known: Set<String> = []
  /// How far it is.
  var progress = Progress("reading the record", whole: RecordedSamples.whole)

  private let disk: any Disk
  private let checks: Set<CheckID>?
  private let interval: Interval
  private var damages: [Damage] = []

  /// A whole reading, as progress counts it.
  private static let whole = 1_000

  /// The samples of the store at a path that started at `start` or later and before `end`.
  ///
  /// - Parameter checks: Ids; none stands for all, and what is no id for nothing.
  init(
    _ store: String,
    checks: [String],
    from start: Instant?,
    to end: Instant?
  ) throws(StoreError) {
    disk = try PosixDisk.reading(store)
    self.checks = checks.isEmpty ? nil : Set(checks.compactMap { CheckID($0) })
    interval = Interval(
      start ?? Instant(nanoseconds: .min),
      end ?? Instant(nanoseconds: .max)
    )
  }

  /// Reads them once.
  ///
  /// - Parameter take: Gets each sample and its check, in the order of the record's history.
  mutating func read(_ take: (Sample, CheckID) -> Void) throws(StoreError) {
    var names: [SeriesID: CheckID] = [:]
    var reader = try HistoryReader(disk, of: checks, in: interval, usesRollups: false)
    while let item = try reader.next() {
      switch item {
      case .samples(let samples): for sample in samples { offer(sample, names, take) }
      case .run: reader.decline()
      case .item(.samples(let samples)): for sample in samples { offer(sample, names, take) }
      case .item(.damage(let damage)): damages.append(damage)
      case .item(.group(let group)):
        for record in group.records {
          switch record {
          case .series(let series, let definition):
            names[series] = definition.id
            known.insert(definition.id.description)
          case .sample(let sample): offer(sample, names, take)
          default: break
          }
        }
      }
      progress.tell(reader.share(of: RecordedSamples.whole))
    }
  }

  /// What is met when samples are read family by family.
  enum Step {
    /// The values of a family follow.
    case family(MetricFamily)
    /// A sample and its check; those of a check are together, ascending by start.
    case sample(Sample, CheckID)
  }

  /// Reads them once for each of some families, each check's together.
  mutating func read(
    forEach families: [MetricFamily],
    _ take: (Step) -> Void
  ) throws(StoreError) {
    var reader = try CheckReader(disk, of: checks, in: interval)
    known = Set(reader.known.map(\.description))
    let order = reader.parts.joined().enumerated()
    let places = Dictionary(uniqueKeysWithValues: order.map { ($0.element, $0.offset) })
    let whole = families.count * max(places.count, 1)
    for (number, family) in families.enumerated() {
      take(.family(family))
      try reader.pass { check, samples in
        for sample in samples { take(.sample(sample, check)) }
        let done = number * places.count + (places[check] ?? 0)
        progress.tell(done * RecordedSamples.whole / whole)
      }
    }
    damages = reader.damages
  }

  private func offer(
    _ sample: Sample,
    _ names: [SeriesID: CheckID],
    _ take: (Sample, CheckID) -> Void
  ) {
    guard interval.contains(sample.start), let check = names[sample.series],
      checks?.contains(check) ?? true
    else { return }
    take(sample, check)
  }

  /// Says on standard error what could not be read.
  func tellDamage() {
    for damage in damages.prefix(DamageWarning.limit) {
      Terminal.complain("constat: warning: \(damage)")
    }
    let more = damages.count - DamageWarning.limit
    if more > 0 { Terminal.complain("constat: warning: and \(more) more places") }
  }
}
