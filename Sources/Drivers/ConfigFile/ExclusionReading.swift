import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// The most maintenance that may recur.
  private static let recurringLimit = 100

  /// `exclusions`; `validity` is when the agreement holds.
  func exclusions(
    _ entry: YamlEntry,
    _ parties: Parties?,
    _ validity: ClosedRange<CivilDate>?
  ) -> ExclusionClauses? {
    guard let keys = Keys(entry.value, .exclusions, on: self) else { return nil }
    let maintenance = keys.read("maintenance") { self.maintenance($0, validity) }
    var declared: [Annotation.Kind: DeclarationClause] = [:]
    var isRight = !maintenance.isInvalid
    for kind in [Annotation.Kind.forceMajeure, .customerFault, .suspension] {
      switch keys.read(kind.word, { self.declaration($0, parties) }) {
      case .absent: continue
      case .invalid: isRight = false
      case .value(let clause): declared[kind] = clause
      }
    }
    return isRight ? ExclusionClauses(maintenance: maintenance.value, declared: declared) : nil
  }

  private func declaration(_ entry: YamlEntry, _ parties: Parties?) -> DeclarationClause? {
    guard let keys = Keys(entry.value, .declaration, on: self) else { return nil }
    let declaredBy = keys.required("declared-by", example: "declared-by: [provider]")
      .flatMap { self.authors($0, parties) }
    let acceptedBy = keys.read("accepted-by") { entry in
      self.isWord(entry, "nobody") ? [] : self.authors(entry, parties)
    }.or([])
    let mode = keys.read("mode") { self.word($0, ExclusionMode.self) }.or(.remove)
    guard let declaredBy, let acceptedBy, let mode else { return nil }
    if declaredBy.count == 1, acceptedBy == declaredBy, let place = keys["accepted-by"] {
      error(
        "who declares it can't be the only one to accept it",
        hint: "name the other party, or leave 'accepted-by' out if the declaration suffices",
        at: place.value.mark
      )
      return nil
    }
    if !keys.has("accepted-by") {
      warn(
        "\(quoted(entry.key)) doesn't say who must accept it: what is declared counts at once",
        hint: "write accepted-by: [customer], or accepted-by: nobody if that is meant",
        at: entry.mark
      )
    }
    return DeclarationClause(declaredBy: declaredBy, acceptedBy: acceptedBy, mode: mode)
  }

  /// A list of parties.
  private func authors(_ entry: YamlEntry, _ parties: Parties?) -> Set<Annotation.Author>? {
    let words = Annotation.Author.allCases.map(\.word)
    guard case .sequence(let items) = entry.value.content, !items.isEmpty else {
      error(
        "'\(entry.key)' must be a list of parties such as [provider], not \(kind(of: entry.value))",
        hint: "parties are \(words.joined(separator: ", "))",
        at: entry.value.mark
      )
      return nil
    }
    var authors: Set<Annotation.Author> = []
    for item in items {
      let form = "one of \(words.joined(separator: ", "))"
      guard let text = text(item, of: entry.key, form: form) else { return nil }
      guard let author = Annotation.Author.allCases.first(where: { $0.word == text }) else {
        error(
          "'\(entry.key)' must be \(form), not \(quoted(text))",
          hint: Spelling.nearest(to: text, among: words).map { "did you mean '\($0)'?" },
          at: item.mark
        )
        return nil
      }
      if let parties, !parties.have(author) {
        error("'parties' names no \(text)", hint: "write it there first", at: item.mark)
        return nil
      }
      guard authors.insert(author).inserted else {
        error("\(quoted(text)) stands twice", hint: "keep one of them", at: item.mark)
        return nil
      }
    }
    return authors
  }

  private func maintenance(
    _ entry: YamlEntry,
    _ validity: ClosedRange<CivilDate>?
  ) -> MaintenanceClause? {
    guard let keys = Keys(entry.value, .maintenance, on: self) else { return nil }
    let lengths = TimeAmount.minutes(1)...TimeAmount.days(31)
    let notice = keys.read("notice") { self.duration($0, in: .zero...(.days(366))) }.or(.zero)
    let single = keys.read("single") { self.duration($0, in: lengths) }
    let counts = keys.read("counts") { self.word($0, CapCounting.self) }.or(.planned)
    let cap =
      keys["at-most"].map { self.isWord($0, "unlimited") } ?? false
      ? .absent : keys.read("at-most") { self.maintenanceCap($0) }
    let during = keys.read("during") { self.weeklyHours($0) }
    let mode = keys.read("mode") { self.word($0, ExclusionMode.self) }.or(.remove)
    let recurring = keys.read("recurring") { self.recurring($0, single.value, validity) }.or([])
    if !cap.isWritten, let place = keys["counts"] {
      error(
        "'counts' says what is counted against 'at-most', which isn't written",
        hint: "write at-most: 4h per month",
        at: place.mark
      )
      return nil
    }
    if let amount = cap.value?.amount, let one = single.value, one > amount,
      let place = keys["single"]
    {
      error(
        "'single' allows \(DurationText.write(one)) at once, 'at-most' only"
          + " \(DurationText.write(amount)) in all",
        hint: "let 'single' be at most 'at-most'",
        at: place.value.mark
      )
      return nil
    }
    guard let notice, !single.isInvalid, let counts, !cap.isInvalid, !during.isInvalid, let mode,
      let recurring
    else { return nil }
    doubtMaintenance(keys, entry)
    return MaintenanceClause(
      notice: notice,
      single: single.value,
      cap: cap.value.map { MaintenanceCap($0.amount, per: $0.per, counts: counts) },
      during: during.value,
      mode: mode,
      recurring: recurring
    )
  }

  /// Says which choices are left open, and what holds then.
  private func doubtMaintenance(_ keys: Keys, _ entry: YamlEntry) {
    if !keys.has("notice") {
      warn(
        "'maintenance' says no 'notice': it may be given until the work begins",
        hint: "write notice: 72h, or notice: 0s if that is meant",
        at: entry.mark
      )
    }
    if !keys.has("at-most") {
      warn(
        "'maintenance' has no cap: work of any length in all is excluded",
        hint: "write at-most: 4h per month, or at-most: unlimited if that is meant",
        at: entry.mark
      )
    }
  }

  /// `4h per month`.
  private func maintenanceCap(
    _ entry: YamlEntry
  ) -> (amount: TimeAmount, per: CivilWindow.Unit)? {
    let form = "a duration and a window such as 4h per month"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    let units: KeyValuePairs<String, CivilWindow.Unit> = [
      "day": .day, "week": .week, "month": .month, "quarter": .quarter, "year": .year,
    ]
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] == "per",
      let unit = units.first(where: { $0.key == words[2] })?.value,
      let amount = try? DurationText.parse(String(words[0]))
    else {
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: "windows are \(units.map(\.key).joined(separator: ", "))",
        at: entry.value.mark
      )
      return nil
    }
    guard (TimeAmount.minutes(1)...TimeAmount.days(366)).contains(amount) else {
      error("'\(entry.key)' is outside of 1m to 366d", at: entry.value.mark)
      return nil
    }
    return (amount, unit)
  }

  private func recurring(
    _ entry: YamlEntry,
    _ single: TimeAmount?,
    _ validity: ClosedRange<CivilDate>?
  ) -> [RecurringMaintenance]? {
    guard case .sequence(let items) = entry.value.content,
      (1...Page.recurringLimit).contains(items.count)
    else {
      error(
        "'recurring' must be a list of 1 to \(Page.recurringLimit) rules,"
          + " not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return nil
    }
    let read = items.compactMap { self.recurringMaintenance($0, single, validity) }
    return read.count == items.count ? read : nil
  }

  private func recurringMaintenance(
    _ node: YamlNode,
    _ single: TimeAmount?,
    _ validity: ClosedRange<CivilDate>?
  ) -> RecurringMaintenance? {
    guard let keys = Keys(node, .recurring, on: self) else { return nil }
    let from = keys.required("from", example: "from: 2026-01-01").flatMap { self.date($0) }
    let rule = keys.required("rule", example: "rule: \"FREQ=MONTHLY;BYDAY=1SU\"")
      .flatMap { self.recurrence($0, from: from, validity) }
    let start = keys.required("at", example: "at: 02:00").flatMap { self.timeOfDay($0) }
    let length = keys.required("for", example: "for: 2h")
      .flatMap { self.duration($0, in: .minutes(1)...(.days(7))) }
    if let length, let single, length > single, let place = keys["for"] {
      error(
        "it is longer than 'single' allows: \(DurationText.write(single))",
        hint: "shorten it, or raise 'single'",
        at: place.value.mark
      )
      return nil
    }
    guard let rule, let start, let length else { return nil }
    if let place = keys["at"] { doubtTime(start, of: rule, validity, at: place.value.mark) }
    return RecurringMaintenance(rule, at: start, for: length)
  }

  /// A recurrence rule of RFC 5545; without a first date only its form is judged.
  private func recurrence(
    _ entry: YamlEntry,
    from: CivilDate?,
    _ validity: ClosedRange<CivilDate>?
  ) -> Recurrence? {
    let form = "a rule such as FREQ=MONTHLY;BYDAY=1SU"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    do throws(RecurrenceFault) {
      let rule = try Recurrence(text, from: from ?? CivilDate(daysSinceEpoch: 0))
      if let until = rule.until, !isShown(until, by: entry.value.mark) { return nil }
      guard let from else { return nil }
      let held = validity ?? from...max(from, .lastJudged)
      // What began before the agreement held may last into it.
      var dates = rule.dates(from: held.lowerBound.adding(days: -7), through: held.upperBound)
      if dates.next() != nil { return rule }
      let end = held.upperBound == .lastJudged ? "on" : "to \(held.upperBound)"
      self.error(
        "it never happens while the agreement holds, from \(held.lowerBound) \(end)",
        hint: "every part of the rule must fit the same date; take one out, or leave the rule out",
        at: entry.value.mark
      )
    } catch {
      self.error(error.message, hint: error.hint, at: place(error.offset, in: entry.value))
    }
    return nil
  }
}

extension CivilDate {
  /// The last date that any agreement is judged on: 31 December 2199.
  static let lastJudged = CivilDate(daysSinceEpoch: 84_005)
}

extension Parties {
  /// Whether this party is named.
  fileprivate func have(_ author: Annotation.Author) -> Bool {
    switch author {
    case .provider, .customer: true
    case .measurer: measurer != nil
    case .arbiter: arbiter != nil
    }
  }
}
