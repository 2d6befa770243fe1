import Accounting
import Agreement
import Chronology
import Judging

extension ExplanationText {
  /// The entries of an objective about what is observed outside, and how its figures follow from them.
  func observedLines(of part: ExplainedObjective) -> [String] {
    let shown = part.entries.prefix(explanation.limit)
    let omitted = part.entries.count - shown.count
    var lines = ["  " + notMeasured]
    if part.entries.isEmpty { lines.append("  " + say("no entry", "aucune entrée")) }
    lines += shown.flatMap { entryLines(of: $0, in: part) }
    if omitted > 0 {
      lines.append(
        "  … \(base.words.count(Int64(omitted))) "
          + say("more entries: ask for more by --limit", "entrées de plus : --limit en montre plus")
      )
    }
    return lines + uncoveredLines(of: part) + caseLines(of: part)
  }

  /// The entries that hold an instant.
  func lines(of part: ExplainedObjective, at instant: Instant) -> [String] {
    let none = part.entries.isEmpty ? "\(base.colon) \(say("no entry", "aucune entrée"))" : ""
    return ["  \(notMeasured)", "  \(moment(instant))\(none)"]
      + part.entries.flatMap { entryLines(of: $0, in: part) }
  }

  /// One entry: what it says, who says so since when, and by which clause it doesn't count if it doesn't.
  private func entryLines(of entry: CountedEntry, in part: ExplainedObjective) -> [String] {
    let fact = entry.fact
    let interval = fact.entry.interval
    let length = base.words.clock(interval.length.wholeMilliseconds)
    let ignored = entry.counts ? "" : ", \(say("doesn't count", "ne compte pas"))"
    var origin = [
      fact.entry.id.printable(upTo: 64), entry.source.printable(upTo: 60),
      "\(say("recorded", "inscrite le")) \(base.local(fact.recorded))",
    ]
    if fact.corrections > 0 {
      let count = base.words.count(Int64(fact.corrections))
      origin.append(say("corrected × \(count)", "corrigée × \(count)"))
    }
    var lines = [
      "  \(moment(interval.start))  \(length.rightAligned(to: 14))  "
        + base.ink.paint(what(entry, in: part) + ignored, tone(of: entry, in: part)),
      "      " + origin.joined(separator: ", "),
    ]
    if !entry.counts, let stretch = part.account.stretch(at: interval.start.floored) {
      lines.append("      " + word(for: stretch, levels(of: part)))
      lines += reasonLines(of: stretch, in: part)
    }
    return lines
  }

  private var notMeasured: String {
    say("observed outside; not measured by constat", "observé ailleurs ; non mesuré par constat")
  }

  private func what(_ entry: CountedEntry, in part: ExplainedObjective) -> String {
    let seen = entry.fact.entry
    guard case .duration(let limit) = part.result.objective.indicator else {
      let numbers = (base.words.count(seen.good), base.words.count(seen.valid))
      return say("\(numbers.0) of \(numbers.1) good", "\(numbers.0) bons sur \(numbers.1)")
    }
    return seen.interval.length <= limit.within
      ? say("in time", "dans le délai") : say("late", "en retard")
  }

  private func tone(of entry: CountedEntry, in part: ExplainedObjective) -> Ink.Tone? {
    guard entry.counts else { return .faint }
    return part.good(of: entry) < entry.fact.entry.valid ? .warning : nil
  }

  /// The time of which nobody gave counts, if the agreement asks for them.
  private func uncoveredLines(of part: ExplainedObjective) -> [String] {
    guard case .ratio(let terms) = part.result.objective.indicator, terms.uncovered == .unknown,
      let tally = part.result.standing.observed
    else { return [] }
    let rest = base.words.clock(tally.covered.whole - tally.covered.part)
    let whole = base.words.clock(tally.covered.whole)
    let path = ClausePath(["objectives", part.result.objective.id, "uncovered"])
    return [
      "  " + say("without counts: \(rest) of \(whole)", "sans comptages : \(rest) sur \(whole)"),
      "      " + text(of: path, in: part),
    ]
  }

  private func caseLines(of part: ExplainedObjective) -> [String] {
    let sums = CaseSums(of: part)
    let addsUp =
      sums.addsUp
      ? say(
        "The entries above add up to the cases of the report.",
        "Les entrées ci-dessus donnent les cas du rapport."
      )
      : say(
        "The entries above don't add up to the cases of the report.",
        "Les entrées ci-dessus ne donnent pas les cas du rapport."
      )
    var lines = [
      "", "  " + base.ink.paint(say("arithmetic", "calcul"), .strong),
      line(say("cases", "cas"), sums.valid), line(say("good", "bons"), sums.good),
      line(say("bad", "mauvais"), sums.valid - sums.good),
    ]
    if let value = part.result.observedPercentile {
      lines.append(line(say("percentile", "centile"), base.words.decimal("\(value)")))
    }
    return lines + ["  " + addsUp] + verdictLines(of: part, Arithmetic(of: part))
  }

  private func line(_ label: String, _ count: Int64) -> String {
    line(label, base.words.count(count))
  }

  private func line(_ label: String, _ value: String) -> String {
    "    \(label.filled(to: 30)) \(value.rightAligned(to: 20))"
  }
}

/// The sums of the entries that count, against those of the report.
struct CaseSums {
  /// How many cases they are.
  let valid: Int64
  /// How many of those are good.
  let good: Int64
  /// Whether the report has the same.
  let addsUp: Bool

  init(of part: ExplainedObjective) {
    let counted = part.entries.filter(\.counts)
    valid = counted.reduce(0) { $0 + $1.fact.entry.valid }
    good = counted.reduce(0) { $0 + part.good(of: $1) }
    let tally = part.result.standing.observed
    addsUp = tally?.valid == valid && tally?.good == good
  }
}

extension ExplainedObjective {
  /// Whether it is about what is observed outside.
  var isObserved: Bool { result.objective.indicator.isObserved }

  /// How many cases of an entry are good.
  func good(of entry: CountedEntry) -> Int64 {
    guard case .duration(let limit) = result.objective.indicator else {
      return entry.fact.entry.good
    }
    return entry.fact.entry.interval.length <= limit.within ? entry.fact.entry.valid : 0
  }

  /// The same with only the entries whose stretch holds an instant, or begins with it.
  func around(_ instant: Instant) -> ExplainedObjective {
    ExplainedObjective(
      result,
      account,
      evidence: [],
      entries: entries.filter { entry in
        let interval = entry.fact.entry.interval
        return interval.contains(instant) || interval.start == instant
      },
      places: places
    )
  }
}
