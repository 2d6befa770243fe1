package import Chronology
package import Sampling

/// Reads a whole file of samples as its bytes come, however they are cut into chunks.
///
/// A file is JSON lines, a table of comma-separated values whose first line names its columns, or
/// metrics with timestamps: lines of UTF-8 that end with LF or CR LF, the last one with or without
/// it. Lines of nothing but spaces and tabs are skipped. Memory stays bounded whatever the file is: a line is
/// given up beyond 64 KiB, reading ends at the sample that is one too many, and only the first
/// faults are kept.
///
/// Format: docs/import.md, "A file".
package struct ImportFile {
  /// How many samples a file may have: 5 million, which is a year of one every 6.3 s.
  package static let mostSamples = 5_000_000

  private let series: SeriesID
  private let check: CheckID?
  private let now: Instant
  private let sampleLimit: Int
  private var rows: [ImportRow] = []
  private var faults: [ImportFault] = []
  private var faultCount = 0
  /// The line that is being read, without LF and never more than ``lineCap`` bytes of it.
  private var line: [UInt8] = []
  private var number = 1
  /// The columns, if the file's first line names them.
  private var table: ImportTable?
  /// The metrics, if the file's first line is of such.
  private var metrics: ImportMetrics?
  private var hasBegun = false
  private var isFull = false

  /// A byte more than the longest line and its CR: what reaches it is too long.
  private static let lineCap = JSONReader.mostBytes + 2

  /// A file of which nothing has been read.
  ///
  /// - Parameters:
  ///   - series: Which definition of which check the samples belong to.
  ///   - check: Its check, with which lines that name one must agree; nil agrees with any.
  ///   - now: The latest instant that is accepted.
  ///   - sampleLimit: How many samples are accepted, at least 1.
  package init(
    series: SeriesID,
    check: CheckID? = nil,
    now: Instant,
    sampleLimit: Int = ImportFile.mostSamples
  ) {
    precondition(sampleLimit >= 1, "a file holds at least one sample")
    self.series = series
    self.check = check
    self.now = now
    self.sampleLimit = sampleLimit
  }

  /// Whether the rest of the file makes no difference, because there are too many samples already.
  package var isSettled: Bool { isFull }

  /// Reads the next bytes of the file, any number of them.
  package mutating func append(_ chunk: ArraySlice<UInt8>) {
    var rest = chunk
    while !isFull, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      take(rest[..<end])
      endLine()
      rest = rest[(end + 1)...]
    }
    if !isFull { take(rest) }
  }

  /// Reads the next bytes of the file, any number of them.
  package mutating func append(_ chunk: [UInt8]) { append(chunk[...]) }

  /// What the file holds, once all of its bytes have been appended.
  ///
  /// - Throws: ``ImportRefusal`` with the first faults if there is any, also if two samples stand
  ///   at one instant or there is no sample at all.
  package consuming func finish() throws(ImportRefusal) -> ImportReading {
    if !isFull { endLine() }
    if let metrics, !isFull {
      rows = metrics.finish { note($0) }
      // Where a fault is found is a matter of the instants; they are told by line.
      faults.sort { $0.line < $1.line }
    }
    rows.sort { ($0.start, $0.line) < ($1.start, $1.line) }
    noteDuplicates()
    if rows.isEmpty, faultCount == 0 {
      note(
        ImportFault(
          line: 1,
          column: 1,
          message: "the file holds no sample",
          remedy: "write at least one line, such as \(ImportLine.example)"
        )
      )
    }
    guard faultCount == 0 else {
      throw ImportRefusal(faults: faults, more: faultCount - faults.count)
    }
    return ImportReading(series: series, rows: rows)
  }

  private mutating func take(_ part: ArraySlice<UInt8>) {
    line += part.prefix(ImportFile.lineCap - line.count)
  }

  /// Reads the line that has been taken, and begins the next one.
  private mutating func endLine() {
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    defer {
      line.removeAll(keepingCapacity: true)
      number += 1
    }
    guard line.count <= JSONReader.mostBytes else {
      note(
        "the line has more than \(JSONReader.mostBytes) bytes",
        "write one sample a line, each line ended"
      )
      return
    }
    guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
      return
    }
    do throws(ImportFault) {
      guard let sample = try sample() else {
        if let metrics, metrics.count > sampleLimit {
          note("the file has more than \(sampleLimit) samples", "split it into several files")
          isFull = true
        }
        return
      }
      guard rows.count < sampleLimit else {
        note("the file has more than \(sampleLimit) samples", "split it into several files")
        isFull = true
        return
      }
      rows.append(ImportRow(sample, line: number))
    } catch {
      note(error)
    }
  }

  /// The sample of the line that is being read; nil if it names the columns of a table, or is of metrics.
  private mutating func sample() throws(ImportFault) -> Sample? {
    if !hasBegun {
      hasBegun = true
      if let table = try ImportTable(titles: line, number: number) {
        self.table = table
        return nil
      }
      if ImportMetrics.isBegun(by: line) { metrics = ImportMetrics(check: check, now: now) }
    }
    if metrics != nil {
      try metrics?.take(line, number: number)
      return nil
    }
    guard let table else {
      return try ImportLine.read(line, number: number, series: series, check: check, now: now)
    }
    let members = try table.members(of: line, number: number)
    return try ImportLine.read(members, number: number, series: series, check: check, now: now)
  }

  /// Notes a fault for each sample that stands where an earlier line has one already.
  private mutating func noteDuplicates() {
    var duplicates: [(line: Int, first: Int, start: Instant)] = []
    var first = 0
    for index in rows.indices.dropFirst() {
      if rows[index].start == rows[first].start {
        duplicates.append((Int(rows[index].line), Int(rows[first].line), rows[index].start))
      } else {
        first = index
      }
    }
    guard !duplicates.isEmpty else { return }
    duplicates.sort { $0.line < $1.line }
    faultCount += duplicates.count
    faults += duplicates.prefix(ImportRefusal.mostFaults).map { duplicate in
      ImportFault(
        line: duplicate.line,
        column: 1,
        message: "line \(duplicate.first) has a sample at \(duplicate.start) already",
        remedy: "leave one of them out; a check has one sample at an instant"
      )
    }
    faults.sort { $0.line < $1.line }
    faults.removeLast(max(0, faults.count - ImportRefusal.mostFaults))
  }

  /// Notes a fault of the line that is being read.
  private mutating func note(_ message: String, _ remedy: String) {
    note(ImportFault(line: number, column: 1, message: message, remedy: remedy))
  }

  private mutating func note(_ fault: ImportFault) {
    faultCount += 1
    if faults.count < ImportRefusal.mostFaults { faults.append(fault) }
  }
}
