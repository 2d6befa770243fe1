import Accounting
import Chronology
import Events

/// What has been said of one objective's alerts, and where each stands.
struct BurnMarks: Sendable {
  /// Until where the latest look saw; nil since the start.
  private(set) var seen: Instant?
  private var pairs = BurnPair.all.map { _ in BurnPairMarks() }

  /// Notes that `kind` is said of the pair of this name; one that isn't ours is passed over.
  mutating func note(_ kind: EventKind, ofPair name: Substring, _ number: Int64) {
    guard let index = BurnPair.all.firstIndex(where: { $0.name == name }) else { return }
    pairs[index].note(kind, number)
  }

  /// Takes the next look, at each pair that can be watched.
  ///
  /// - Returns: What is to be said, each with the name of its episode and what it rests on.
  mutating func take(
    _ view: BurnView,
    at now: Instant
  ) -> [(action: BurnAction, episode: Int64, look: BurnLook, threshold: BurnThreshold)] {
    seen = view.end
    var said: [(action: BurnAction, episode: Int64, look: BurnLook, threshold: BurnThreshold)] = []
    for pair in view.pairs {
      guard let threshold = view.threshold(pair),
        let index = BurnPair.all.firstIndex(of: pair)
      else { continue }
      let look = view.look(pair, at: now)
      for (action, episode) in pairs[index].take(look, threshold) {
        said.append((action, episode, look, threshold))
      }
    }
    return said
  }

  /// Notes that looks were spared that would have seen up to `instant` and have changed nothing else.
  mutating func rest(until instant: Instant) {
    seen = seen.map { max($0, instant) }
    for index in pairs.indices { pairs[index].rest(until: instant) }
  }

  /// Whether no look up to `length` after `view` can change anything, while all is up.
  ///
  /// - Parameter isMoving: Whether the service time of the objective's window changes.
  func rests(_ view: BurnView, for length: TimeAmount, isMoving: Bool) -> Bool {
    let slack = isMoving ? length : .zero
    return view.isWhole(for: length)
      && view.pairs.allSatisfy { pair in
        guard let index = BurnPair.all.firstIndex(of: pair),
          let least = view.threshold(pair, ofLess: slack),
          let greatest = view.threshold(pair, ofLess: .zero - slack)
        else { return false }
        return pairs[index].alert?.rests(
          (long: view.reading(pair.long), short: view.reading(pair.short)),
          leaving: pair.short > length ? view.reading(pair.short - length).bad : 0,
          between: (least: least, greatest: greatest)
        ) ?? false
      }
  }
}

/// What has been said of one alert: the latest episode of each kind, in ms.
///
/// A resolution has the name of the firing that it ends, and a thaw that of its freeze.
private struct BurnPairMarks: Sendable {
  private var fired = Int64.min
  private var resolved = Int64.min
  private var frozen = Int64.min
  private var thawed = Int64.min
  /// Nil until the first look since the start.
  private(set) var alert: BurnAlert?

  mutating func rest(until instant: Instant) { alert?.rest(until: instant) }

  mutating func note(_ kind: EventKind, _ number: Int64) {
    switch kind {
    case .burnFiring: fired = max(fired, number)
    case .burnResolved: resolved = max(resolved, number)
    case .burnFrozen: frozen = max(frozen, number)
    default: thawed = max(thawed, number)
    }
  }

  mutating func take(
    _ look: BurnLook,
    _ threshold: BurnThreshold
  ) -> [(action: BurnAction, episode: Int64)] {
    var current =
      alert
      ?? BurnAlert(
        threshold,
        firing: fired > resolved ? Instant(milliseconds: fired) : nil,
        isFrozen: frozen > thawed
      )
    current.threshold = threshold
    let actions = current.take(look)
    alert = current
    return actions.map { ($0, episode(of: $0, at: look.watermark.milliseconds)) }
  }

  /// Begins or ends an episode; one whose name is taken is named a millisecond later.
  private mutating func episode(of action: BurnAction, at watermark: Int64) -> Int64 {
    switch action {
    case .fire:
      fired = watermark > fired ? watermark : fired + 1
      return fired
    case .resolve:
      resolved = fired
      return fired
    case .freeze:
      frozen = watermark > frozen ? watermark : frozen + 1
      return frozen
    case .thaw:
      thawed = frozen
      return frozen
    }
  }
}

extension BurnPair {
  /// How keys name it: the long window's whole hours, as `6h`.
  var name: String { "\(long.wholeSeconds / 3_600)h" }
}
