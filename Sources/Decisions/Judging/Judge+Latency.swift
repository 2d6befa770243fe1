import Agreement
package import Chronology
package import Sampling

extension Judge {
  /// When the samples of each check count for `promise` in `window`, as far as everything is judged at
  /// `now`: where they are counted for the share that is promised.
  package func countedTime(
    of promise: Promise,
    in window: Window,
    at now: Instant
  ) -> [CheckID: IntervalSet] {
    guard let number = promiseNumbers[promise.key] else { return [:] }
    let service = service(ofPromise: number)
    let standing = standing(of: promise, in: window, at: now)
    let start = standing.judged.start
    var times: [CheckID: IntervalSet] = [:]
    for record in service.records {
      let end =
        service.records.count == 1
        ? standing.judged.end : min(standing.window.end, record.horizon(at: now))
      times[record.id] = service.measured(in: Interval(start, max(start, end)))
    }
    return times
  }
}
