package import Chronology

/// How one day of a service divides, as far as it is judged.
package struct ServiceDay: Hashable, Sendable {
  /// The day, or the part of it that was asked for.
  package let day: LocalDay
  /// How the promised time divides that is judged; every failure counts.
  package let time: TimeTally
  /// What is not judged yet, in ms.
  package let unjudged: Int64

  /// A day that divides so.
  package init(_ day: LocalDay, time: TimeTally, unjudged: Int64 = 0) {
    self.day = day
    self.time = time
    self.unjudged = unjudged
  }

  /// How long the day is, in ms.
  package var length: Int64 { day.interval.length.wholeMilliseconds }

  /// What is judged, and not promised, in ms.
  package var unpromised: Int64 { length - unjudged - time.service }
}

extension Judge {
  /// How the days of a service divide in `stretch`, ascending, in the zone of its agreement.
  ///
  /// What is up, down, unknown and excluded of the days adds up to that of the stretch as one
  /// window, if outages count as they are. Of days in a stretch of which only sums are left, all
  /// is unknown.
  ///
  /// - Parameter limit: The most days that are given; later ones are left out.
  package func days(
    of key: ServiceKey,
    in stretch: Interval,
    at now: Instant,
    limit: Int
  ) -> [ServiceDay] {
    guard let service = service(key) else { return [] }
    let horizon = service.horizon(at: now)
    let whole = stretch.floored
    return service.ground.zone.days(in: whole, limit: limit).map { day in
      let judged = Interval(
        day.interval.start,
        max(day.interval.start, min(day.interval.end, horizon))
      )
      // What is excluded is decided over the whole stretch, as its figures are.
      let reckoning = service.reckoning(of: judged, in: whole, by: nil, judgedUntil: horizon)
      return ServiceDay(
        day,
        time: reckoning.time,
        unjudged: (day.interval.length - judged.length).wholeMilliseconds
      )
    }
  }
}
