package import Agreement
package import Chronology
import Sampling
import StoreFormat

/// What a file of observations holds, in the order of its lines.
package struct ObservationReading: Hashable, Sendable {
  /// The entries; each has an id, and no two the same.
  package let entries: [ObservedEntry]
  /// The line of each, from 1.
  package let lines: [Int]
}

/// Reads a whole file of observations.
///
/// A file is JSON lines, or a table of comma-separated values whose first line names its columns, as one of
/// samples is. It is read as a whole or refused as a whole, with the first faults.
///
/// Format: docs/observations.md, "A file".
package struct ObservationFile {
  /// How many entries a file may have.
  package static let mostEntries = 100_000
  /// How many bytes a file may have.
  package static let mostBytes = 32 << 20

  private let feed: ObservationFeed
  private let now: Instant
  private var entries: [ObservedEntry] = []
  private var lines: [Int] = []
  private var faults: [ImportFault] = []
  private var faultCount = 0

  /// Reads a file of `feed`'s observations.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - now: What ends later is refused.
  package static func read(
    _ bytes: [UInt8],
    of feed: ObservationFeed,
    now: Instant
  ) throws(ImportRefusal) -> ObservationReading {
    var file = ObservationFile(feed: feed, now: now)
    file.take(bytes)
    file.nameAll()
    if feed.kind == .counts { file.noteOverlaps() }
    if file.entries.isEmpty, file.faultCount == 0 {
      file.note(
        ImportFault(
          line: 1,
          column: 1,
          message: "the file holds no observation",
          remedy: "write at least one line, such as \(ObservationLine.example(of: feed.kind))"
        )
      )
    }
    guard file.faultCount == 0 else {
      let first = file.faults.sorted { $0.line < $1.line }
      throw ImportRefusal(faults: first, more: file.faultCount - first.count)
    }
    return ObservationReading(entries: file.entries, lines: file.lines)
  }

  private init(feed: ObservationFeed, now: Instant) {
    self.feed = feed
    self.now = now
  }

  private mutating func take(_ bytes: [UInt8]) {
    var table: ObservationTable?
    var hasBegun = false
    var number = 0
    // One line at a time: a file may be nothing but millions of them.
    var next = bytes.startIndex
    while next <= bytes.endIndex {
      let end = bytes[next...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      let part = bytes[next..<end]
      next = end + 1
      number += 1
      let line = Array(part.last == UInt8(ascii: "\r") ? part.dropLast() : part)
      guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
        continue
      }
      let isFirst = !hasBegun
      hasBegun = true
      do throws(ImportFault) {
        try Self.checkLength(of: line, number)
        if isFirst, line.first != UInt8(ascii: "{") {
          table = try ObservationTable(titles: line, number: number, feed.kind)
        } else {
          try take(line, number, table)
        }
      } catch {
        note(error)
        // Without its columns nothing of a table can be read; one that is too long is read no further.
        if isFirst, table == nil, line.first != UInt8(ascii: "{") { return }
        if entries.count == ObservationFile.mostEntries { return }
      }
    }
  }

  private static func checkLength(of line: [UInt8], _ number: Int) throws(ImportFault) {
    guard line.count > JSONReader.mostBytes else { return }
    throw ImportFault(
      line: number,
      column: 1,
      message: "the line has more than \(JSONReader.mostBytes) bytes",
      remedy: "write one observation a line, each line ended"
    )
  }

  /// Takes one line that is not the first of a table.
  private mutating func take(
    _ line: [UInt8],
    _ number: Int,
    _ table: ObservationTable?
  ) throws(ImportFault) {
    guard entries.count < ObservationFile.mostEntries else {
      throw ImportFault(
        line: number,
        column: 1,
        message: "the file has more than \(ObservationFile.mostEntries) observations",
        remedy: "split it into several files"
      )
    }
    let members: [ParsedMember]
    if let table {
      members = try table.members(of: line, number: number)
    } else {
      members = try ObservationLine.members(line, number: number, feed.kind)
    }
    entries.append(
      try ObservationLine(number: number, kind: feed.kind, now: now, members: members).entry()
    )
    lines.append(number)
  }

  /// Gives an id to each entry that has none, from what it says, and refuses ids that come twice.
  ///
  /// Two entries that say the same are told apart by their order, so that the same lines get the same
  /// ids wherever they stand.
  private mutating func nameAll() {
    var equals: [ObservedEntry: Int] = [:]
    var first: [String: Int] = [:]
    for index in entries.indices {
      if entries[index].id.isEmpty {
        let entry = entries[index]
        let turn = equals[entry, default: 0]
        equals[entry] = turn + 1
        entries[index].id = Self.id(of: entry, turn: turn, feed)
      }
      let id = entries[index].id
      if let line = first[id] {
        note(
          ImportFault(
            line: lines[index],
            column: 1,
            message: "line \(line) has the id \(quoted(id)) already",
            remedy: "leave one of them out; an id names one entry"
          )
        )
      } else {
        first[id] = lines[index]
      }
    }
  }

  private static func id(of entry: ObservedEntry, turn: Int, _ feed: ObservationFeed) -> String {
    let text =
      "\(feed.name)|\(entry.interval.start.nanoseconds)|\(entry.interval.end.nanoseconds)"
      + "|\(entry.good)|\(entry.valid)|\(turn)"
    return Hexadecimal.text(Array(SHA256.hash(Array(text.utf8)).prefix(6)))
  }

  private mutating func noteOverlaps() {
    let order = entries.indices.sorted {
      (entries[$0].interval.start, lines[$0]) < (entries[$1].interval.start, lines[$1])
    }
    guard var furthest = order.first else { return }
    for index in order.dropFirst() {
      let mine = entries[index].interval
      let other = entries[furthest].interval
      if mine.start == other.start || mine.start < other.end {
        let (later, earlier) = (
          max(lines[index], lines[furthest]), min(lines[index], lines[furthest])
        )
        note(
          ImportFault(
            line: later,
            column: 1,
            message: "its stretch overlaps that of line \(earlier)",
            remedy: "a case is counted once: let each stretch end where the next begins"
          )
        )
      }
      if mine.end > other.end { furthest = index }
    }
  }

  private mutating func note(_ fault: ImportFault) {
    faultCount += 1
    if faults.count < ImportRefusal.mostFaults { faults.append(fault) }
  }
}
