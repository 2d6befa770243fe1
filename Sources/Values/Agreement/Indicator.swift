package import Chronology

/// What is measured, and how much of it is promised.
package enum Indicator: Hashable, Sendable {
  /// The share of the time in which the service is available is at least this.
  case availability(AvailabilityTerms)
  /// The share of slots of equal length that are good is at least this.
  case slots(SlotTerms)
  /// The mean, over slots of equal length, of the share of samples that are good is at least this.
  case slotMean(SlotTerms)
  /// The share of the valid samples that are good is at least this.
  case requests(Ratio)
  /// The share of samples that are fast enough is at least what the limit says.
  case latencyShare(LatencyLimit)
  /// The share of the answers that came of which the content was right is at least this.
  case correctness(Ratio)
  /// Each incident, or a share of them, is over in time.
  case restore(RestoreTerms)
  /// Work on each incident, or on a share of them, has begun in time.
  case response(RestoreTerms)
  /// There are at most so many incidents.
  case incidents(IncidentLimit)
  /// No incident is longer.
  case longestOutage(TimeAmount)
  /// All downtime together is at most this.
  case downtime(TimeAmount)
  /// At least this share of the time is known: the duty of who measures.
  case coverage(Ratio)
  /// No stretch of unknown time is longer: likewise.
  case longestGap(TimeAmount)
  /// The share of the cases counted outside that are good is at least this.
  case ratio(RatioTerms)
  /// The share of the cases observed outside that were in time is at least what the limit says.
  case duration(DurationLimit)
  /// At this share of the time the certificates that are served are still valid for long enough.
  case certificateValidity(CertificateTerms)

  /// The indicator's name, as reports write it.
  package var name: String {
    switch self {
    case .availability: "availability"
    case .slots: "slots"
    case .slotMean: "slot-mean"
    case .requests: "requests"
    case .latencyShare(let limit): limit.isPercentile ? "latency-percentile" : "latency-share"
    case .correctness: "correctness"
    case .restore: "restore"
    case .response: "response"
    case .incidents: "incidents"
    case .longestOutage: "longest-outage"
    case .downtime: "downtime"
    case .coverage: "coverage"
    case .longestGap: "longest-gap"
    case .ratio: "ratio"
    case .duration(let limit): limit.isPercentile ? "duration-percentile" : "duration-share"
    case .certificateValidity: "certificate-validity"
    }
  }

  /// What is promised, in the unit of the indicator.
  package var goal: Goal {
    switch self {
    case .availability(let terms): .share(terms.target)
    case .slots(let terms), .slotMean(let terms): .share(terms.target)
    case .requests(let target), .correctness(let target), .coverage(let target): .share(target)
    case .latencyShare(let limit): .share(limit.share)
    case .restore(let terms), .response(let terms): .share(terms.share)
    case .certificateValidity(let terms): .share(terms.share)
    case .incidents(let limit): .count(limit.atMost)
    case .longestOutage(let limit), .downtime(let limit), .longestGap(let limit): .time(limit)
    case .ratio(let terms): .share(terms.target)
    case .duration(let limit): .share(limit.share)
    }
  }
}

extension Indicator {
  /// Whether it is of what is observed outside, and not of what probes see.
  package var isObserved: Bool {
    switch self {
    case .ratio, .duration: true
    default: false
    }
  }

  /// What a budget of the indicator is counted in.
  package enum BudgetUnit: String, Hashable, Sendable {
    /// Milliseconds.
    case time = "ms"
    /// Samples.
    case samples
    /// Slots.
    case slots
    /// Incidents.
    case incidents
    /// Cases that were observed outside.
    case cases
  }

  /// What its budget is counted in.
  package var budgetUnit: BudgetUnit {
    switch self {
    case .availability, .longestOutage, .downtime, .coverage, .longestGap,
      .certificateValidity:
      .time
    case .requests, .latencyShare, .correctness: .samples
    case .slots, .slotMean: .slots
    case .restore, .response, .incidents: .incidents
    case .ratio, .duration: .cases
    }
  }
}

/// A target: a least share, or a greatest time or number.
package enum Goal: Hashable, Sendable {
  /// At least this share.
  case share(Ratio)
  /// At most this time.
  case time(TimeAmount)
  /// At most so many.
  case count(Int64)
}

extension Goal {
  /// The bare number, for machines: a percentage, milliseconds, or a count.
  package var number: String {
    switch self {
    case .share(let ratio): "\(ratio)"
    case .time(let time): "\(time.wholeMilliseconds)"
    case .count(let count): "\(count)"
    }
  }

  /// The unit of ``number``, as keys of JSON end in it: `percent`, `ms`, `count`.
  package var unit: String {
    switch self {
    case .share: "percent"
    case .time: "ms"
    case .count: "count"
    }
  }
}

extension Goal: CustomStringConvertible {
  /// Without a sign: `99.9 %`, `30 min 00 s`, `3`.
  package var description: String {
    switch self {
    case .share(let ratio): "\(ratio) %"
    case .time(let time): "\(time)"
    case .count(let count): "\(count)"
    }
  }
}
