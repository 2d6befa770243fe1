import Agreement
import Chronology
import Yaml

/// What the clauses of an agreement are held against; nil where it couldn't be read.
struct ClauseGround {
  /// When the revision takes effect.
  let effective: CivilDate?
  /// Who agrees.
  let parties: Parties?
  /// The agreement's money.
  let currency: Currency?
  /// Its services.
  let services: ServiceList?
  /// Its objectives.
  let objectives: ObjectiveList?
  /// How long samples are kept; nil for ever.
  let retention: TimeAmount?
}

extension Page {
  /// What an agreement says beyond its services and objectives.
  func clauses(_ keys: Keys, _ ground: ClauseGround) -> Clauses? {
    let until = keys.read("until") { self.until($0, ground.effective) }
    let onChange = keys.read("on-change") { self.word($0, RevisionChange.self) }.or(.nextWindow)
    let partial = keys.read("partial-window") { self.word($0, PartialWindow.self) }.or(.prorate)
    let responsibilities = keys.read("responsibilities") { self.responsibilities($0) }
      .or(Responsibilities())
    let validity = ground.effective.map { $0...max($0, until.value ?? .lastJudged) }
    let exclusions = keys.read("exclusions") { self.exclusions($0, ground.parties, validity) }
      .or(ExclusionClauses.none)
    let incidents = keys.read("incidents") { self.incidentRules($0) }.or(IncidentRules())
    let credits = keys.read("credits") { self.credits($0, ground) }
    let measurement = keys.read("measurement") { self.measurement($0) }.or(MeasurementClause())
    let reporting = keys.read("reporting") { self.reporting($0, ground.retention) }.or(
      ReportingClause()
    )
    let template = keys.read("template") { self.template($0) }
    guard !until.isInvalid, let onChange, let partial, let responsibilities, let exclusions,
      let incidents, !credits.isInvalid, let measurement, let reporting, !template.isInvalid
    else { return nil }
    return Clauses(
      until: until.value,
      responsibilities: responsibilities,
      exclusions: exclusions,
      incidents: incidents,
      credits: credits.value,
      measurement: measurement,
      reporting: reporting,
      onChange: onChange,
      partial: partial,
      template: template.value
    )
  }

  private func until(_ entry: YamlEntry, _ effective: CivilDate?) -> CivilDate? {
    guard let until = date(entry) else { return nil }
    if let effective, until < effective {
      error(
        "'until' is before \(effective), when the revision takes effect",
        hint: "'until' is the last date on which it holds",
        at: entry.value.mark
      )
      return nil
    }
    return until
  }

  private func incidentRules(_ entry: YamlEntry) -> IncidentRules? {
    guard let keys = Keys(entry.value, .incidentRules, on: self) else { return nil }
    let reopen = keys.read("reopen-within") { self.duration($0, in: .seconds(1)...(.days(30))) }
      .or(.zero)
    let attribution = keys.read("count-in") { self.word($0, Attribution.self) }.or(.start)
    guard let reopen, let attribution else { return nil }
    return IncidentRules(reopenWithin: reopen, attribution: attribution)
  }

  private func measurement(_ entry: YamlEntry) -> MeasurementClause? {
    guard let keys = Keys(entry.value, .measurement, on: self) else { return nil }
    let usual = MeasurementClause()
    let unknown = keys.read("unknown") { self.word($0, UnknownRule.self) }.or(usual.unknown)
    let coverage = keys.read("minimum-coverage") { self.percentage($0, isZeroAllowed: true) }
      .or(usual.minimumCoverage)
    let tie = keys.read("tie") { self.word($0, TieRule.self) }.or(usual.tie)
    guard let unknown, let coverage, let tie else { return nil }
    return MeasurementClause(unknown: unknown, minimumCoverage: coverage, tie: tie)
  }

  private func reporting(_ entry: YamlEntry, _ retention: TimeAmount?) -> ReportingClause? {
    guard let keys = Keys(entry.value, .reporting, on: self) else { return nil }
    let usual = ReportingClause()
    let every = keys.read("every") { self.calendarUnit($0) }
    let seal = keys.read("seal-after") { self.duration($0, in: .zero...(.days(366))) }
      .or(usual.sealAfter)
    let recipients = keys.read("to") { self.recipients($0) }.or([])
    let decimals = keys.read("decimals") { self.number($0, in: 0...6) }.or(usual.decimals)
    guard !every.isInvalid, let seal, let recipients, let decimals else { return nil }
    if let unit = every.value, let retention, unit.longest + seal > retention {
      warn(
        "samples are kept for \(DurationText.write(retention)), shorter than this window and"
          + " 'seal-after' together: no report is sealed of time whose samples have expired",
        hint: "raise retain: {samples: …}",
        at: keys["every"]?.value.mark ?? entry.mark
      )
    }
    return ReportingClause(
      every: every.value,
      sealAfter: seal,
      recipients: recipients,
      decimals: decimals
    )
  }

  private func recipients(_ entry: YamlEntry) -> [String]? {
    guard case .sequence(let items) = entry.value.content, (1...100).contains(items.count) else {
      error(
        "'to' must be a list of 1 to 100 addresses, not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return nil
    }
    let read = items.compactMap { item in
      line(YamlEntry(key: entry.key, mark: item.mark, value: item), limit: 254)
    }
    return read.count == items.count ? read : nil
  }
}
