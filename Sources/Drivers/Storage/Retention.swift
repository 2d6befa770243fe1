import Chronology
import StoreFormat

/// Which files are older than what is kept.
enum Retention {
  /// How many files are deleted at once.
  static let limit = 64

  /// The oldest files whose successor was begun before a time; never the newest.
  static func expired(on disk: any Disk, before time: Instant) -> [ExpiredFile] {
    let numbers = ((try? disk.names(in: .log)) ?? []).compactMap(LogName.number)
    var expired: [ExpiredFile] = []
    for (number, following) in zip(numbers, numbers.dropFirst()).prefix(limit) {
      guard let next = (try? LogFileReader(following, on: disk)) ?? nil,
        next.header.created <= time
      else { break }
      let own = (try? LogFileReader(number, on: disk)) ?? nil
      let end = next.header.created
      let start = min(own?.header.created ?? end, end)
      expired.append(ExpiredFile(number: number, interval: Interval(start, end)))
    }
    return expired
  }
}
