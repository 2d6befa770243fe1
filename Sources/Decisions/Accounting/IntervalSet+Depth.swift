import Chronology

extension IntervalSet {
  /// The instants of `stretch` that are in at least `count` of `sets`; all of it for a count of zero.
  ///
  /// - Complexity: O(n log n) for n intervals in all.
  init(inAtLeast count: Int, of sets: [IntervalSet], within stretch: Interval) {
    guard count > 0 else {
      self.init([stretch])
      return
    }
    self.init()
    let sets = sets.filter { !$0.isEmpty }
    guard count <= sets.count else { return }
    if count == 1 {
      self = sets.reduce(IntervalSet()) { $0.union($1) }.intersection(stretch)
      return
    }
    var steps: [(at: Instant, change: Int)] = []
    for part in sets.flatMap(\.intervals) {
      steps.append((part.start, 1))
      steps.append((part.end, -1))
    }
    steps.sort { $0.at < $1.at }
    var depth = 0
    var start: Instant?
    var index = 0
    while index < steps.count {
      let now = steps[index].at
      while index < steps.count, steps[index].at == now {
        depth += steps[index].change
        index += 1
      }
      if depth >= count {
        start = start ?? now
      } else if let from = start {
        append(Interval(from, now).intersection(stretch))
        start = nil
      }
    }
  }
}
