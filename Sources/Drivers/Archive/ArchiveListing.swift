import Posix
package import Storage

/// Which files a store has: names tell all that must be known to find a record.
///
/// A log file is sealed when a ledger file stands for it. Its segment is published before: a segment
/// without a ledger file is passed over, and made again. Of two files of one kind, one of which
/// stands for all that the other does, the larger one holds. The newest file of the log stays even
/// when it is sealed: it says what all series stand for, and where the next writer goes on.
package struct ArchiveListing: Hashable, Sendable {
  /// The numbers of the log's files that are not sealed, ascending.
  package private(set) var logs: [UInt64]
  /// Segments of what is sealed, ascending.
  package private(set) var segments: [LogSpan]
  /// Ledger files, ascending.
  package private(set) var ledgers: [LogSpan]
  /// The number of the newest file of the log that is there, sealed or not; nil if there is none.
  package private(set) var newestLog: UInt64?
  /// Segments of which nothing is sealed, and whose log files aren't there to seal; ascending.
  package private(set) var strangers: [LogSpan]
  /// What nobody needs any more.
  package private(set) var leftovers: [Leftover]

  /// A file that another one has taken the place of.
  package struct Leftover: Hashable, Sendable {
    /// Where it is.
    package let folder: StoreFolder
    /// Its name.
    package let name: String
  }

  /// Sorts names; others than the store's are passed over.
  init(logs: [String], segments: [String], ledgers: [String]) {
    (leftovers, strangers) = ([], [])
    self.ledgers = []
    self.segments = []
    self.logs = []
    self.ledgers = largest(ledgers, ".led", in: .ledger)
    // One that is not sealed, as from another backup, takes nobody's place.
    let sealed = segments.filter { name in LogSpan(name, ending: ".seg").map(isSealed) ?? false }
    self.segments = largest(sealed, ".seg", in: .samples)
    let numbers = logs.compactMap { LogName.number(of: $0) }.sorted()
    newestLog = numbers.last
    for number in numbers {
      if !isSealed(number) {
        self.logs.append(number)
      } else if number != numbers.last {
        leftovers.append(Leftover(folder: .log, name: LogName.file(number)))
      }
    }
    // One that waits for its ledger file stands beside its log file.
    let waiting = Set(self.logs.map { LogSpan($0) })
    strangers = segments.compactMap { LogSpan($0, ending: ".seg") }
      .filter { !isSealed($0) && !waiting.contains($0) }.sorted()
  }

  /// What a disk has now.
  package init(_ disk: any Disk) throws(StoreError) {
    do throws(Errno) {
      // The log first: what is sealed meanwhile is then in both lists, and never in none. A ledger
      // file that is seen has its segment.
      let logs = try disk.names(in: .log)
      let ledgers = try disk.names(in: .ledger)
      self.init(logs: logs, segments: try ArchiveListing.segments(disk), ledgers: ledgers)
    } catch {
      throw .failed("list the store", error)
    }
  }

  /// The names of segments.
  ///
  /// While names come and go a listing may miss a segment's successor, and see it no more itself: two
  /// listings that are equal miss none.
  private static func segments(_ disk: any Disk) throws(Errno) -> [String] {
    var names = try disk.names(in: .samples)
    for _ in 0..<8 {
      let again = try disk.names(in: .samples)
      if again == names { break }
      names = again
    }
    return names
  }

  /// The highest number of a log file that is, or was, there; nil in a new store.
  package var lastLog: UInt64? {
    [ledgers.last?.last, logs.last].compactMap { $0 }.max()
  }

  /// Whether no segment stands for a log file: it has expired, which ``ExpiredFiles`` knows, or it is lost.
  func isMissing(_ number: UInt64) -> Bool {
    segment(of: number) == nil
  }

  /// The segment that stands for a log file.
  func segment(of number: UInt64) -> LogSpan? {
    let place = segments.firstPlace { $0.last >= number }
    return segments.dropFirst(place).first.flatMap { $0.first <= number ? $0 : nil }
  }

  private mutating func largest(
    _ names: [String],
    _ ending: String,
    in folder: StoreFolder
  ) -> [LogSpan] {
    var kept: [LogSpan] = []
    for span in names.compactMap({ LogSpan($0, ending: ending) }).sorted() {
      if let last = kept.last, last.contains(span) {
        leftovers.append(Leftover(folder: folder, name: span.text + ending))
      } else {
        kept.append(span)
      }
    }
    return kept
  }

  /// Whether the ledger stands for a file, or for the first and the last one of a day's segment.
  ///
  /// Between them a number may be missing: of a log file that never got its name, or in which nothing
  /// was committed. A day's segment is made of what is sealed alone.
  private func isSealed(_ span: LogSpan) -> Bool {
    isSealed(span.first) && (span.first == span.last || isSealed(span.last))
  }

  private func isSealed(_ number: UInt64) -> Bool {
    let place = ledgers.firstPlace { $0.last >= number }
    return place < ledgers.count && ledgers[place].first <= number
  }
}
