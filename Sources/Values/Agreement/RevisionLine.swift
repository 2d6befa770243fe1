package import Chronology

/// The revisions of one agreement in the order in which they come to hold, and which part of a window is
/// whose.
package struct RevisionLine: Sendable {
  /// Ascending by number and by date.
  private let revisions: [Agreement]
  private let zones: [String: ZoneRules]

  /// The line of the agreement `id`.
  ///
  /// - Parameters:
  ///   - agreements: Revisions of any agreements; a later one that doesn't take effect later is passed over.
  ///   - zones: The rules of their zones, by name; UTC for one that is missing.
  package init(of id: String, among agreements: [Agreement], zones: [String: ZoneRules]) {
    self.zones = zones
    var line: [Agreement] = []
    for agreement in agreements.filter({ $0.id == id }).sorted(by: { $0.revision < $1.revision }) {
      let last = line.last.map { RevisionLine.start(of: $0, zones) }
      if last.map({ $0 < RevisionLine.start(of: agreement, zones) }) ?? true {
        line.append(agreement)
      }
    }
    revisions = line
  }

  /// What of each window is `agreement`'s own.
  package func tenure(of agreement: Agreement) -> Tenure {
    guard let index = revisions.firstIndex(of: agreement) else { return .whole }
    var first = index
    while isCut(before: first) { first -= 1 }
    let isCutAfter = isCut(before: index + 1)
    return Tenure(
      start: first < index ? start(index) : nil,
      end: isCutAfter ? start(index + 1) : nil,
      heldSince: first < index ? start(first) : nil,
      nextEnd: isCutAfter && isCut(before: index + 2) ? start(index + 2) : nil
    )
  }

  /// The revisions that go on with `window` where `agreement`, by which it begins, leaves off.
  package func continuing(_ window: Interval, after agreement: Agreement) -> [Agreement] {
    guard var index = revisions.firstIndex(of: agreement) else { return [] }
    var found: [Agreement] = []
    while isCut(before: index + 1), start(index + 1) < window.end {
      index += 1
      if start(index) > window.start { found.append(revisions[index]) }
    }
    return found
  }

  /// From when on `agreement` judges: from its date on, or from the end of the window in which that lies
  /// where the revision before judges its windows to their end; if it has windows of several lengths, of
  /// the shortest.
  package func takeover(of agreement: Agreement) -> Instant {
    guard let index = revisions.firstIndex(of: agreement) else {
      return RevisionLine.start(of: agreement, zones)
    }
    return takeover(index)
  }

  /// Whether a calendar window of the revision before `agreement` ends where that takes over, and has to be
  /// settled.
  package func endsWindows(before agreement: Agreement) -> Bool {
    guard let index = revisions.firstIndex(of: agreement), index > 0 else { return false }
    return revisions[index - 1].objectives.contains { $0.window.unit != nil }
  }

  private func start(_ index: Int) -> Instant { RevisionLine.start(of: revisions[index], zones) }

  private static func start(of agreement: Agreement, _ zones: [String: ZoneRules]) -> Instant {
    (zones[agreement.timeZone] ?? .utc).start(of: agreement.effective)
  }

  /// Whether windows are divided where a revision takes effect: where the one before says so and judges
  /// by then.
  private func isCut(before index: Int) -> Bool {
    guard index > 0, index < revisions.count, revisions[index - 1].clauses.onChange == .split else {
      return false
    }
    return takeover(index - 1) <= start(index)
  }

  private func takeover(_ index: Int) -> Instant {
    let start = start(index)
    guard index > 0 else { return start }
    let before = revisions[index - 1]
    if before.clauses.onChange == .split { return max(start, takeover(index - 1)) }
    let zone = zones[before.timeZone] ?? .utc
    let over = before.clauses.until.map { zone.start(of: $0.adding(days: 1)) }
    let ends = before.objectives.compactMap(\.window.unit).map { unit in
      let window = CivilWindow(unit, containing: start, in: zone).interval(in: zone)
      // A window that began when neither held is the later one's.
      let isHeld = window.start < start && over.map { $0 > window.start } ?? true
      return isHeld ? window.end : start
    }
    return ends.min() ?? start
  }
}
