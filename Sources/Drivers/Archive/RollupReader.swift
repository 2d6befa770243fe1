import Chronology
package import Judging
import Posix
package import Rollups
package import Sampling
package import Storage
import StoreFormat

/// A rollup file that is open for reading, row by row, by `pread` alone; it stays readable when it is
/// removed or another one takes its name.
///
/// Rows that are asked for in their order are read page by page.
package struct RollupReader: Sendable {
  /// How the file is called in messages.
  package let path: String
  /// What the file says of itself.
  package let footer: RollupFooter
  private let file: any DiskFile
  private let index: RollupIndex
  private let isSweep: Bool
  private var page: (number: Int, page: RollupPage)?
  /// Details that were read together.
  private var details: (range: Range<Int>, bytes: [UInt8])?

  /// Opens the file of a day.
  ///
  /// - Parameter isSweep: Whether most rows will be asked for: the details of a page are then read
  ///   together.
  package init(
    _ tier: RollupTier,
    day: UInt32,
    on disk: any Disk,
    isSweep: Bool = false
  ) throws(ArchiveError) {
    try self.init(named: RollupName.file(day), tier, on: disk, isSweep: isSweep)
    if footer.header.day != day {
      throw .damaged(file: path, .malformed("day"))
    }
  }

  /// Opens a file by its name, which may be a temporary one.
  init(
    named name: String,
    _ tier: RollupTier,
    on disk: any Disk,
    isSweep: Bool
  ) throws(ArchiveError) {
    let path = "\(tier.folder.rawValue)/\(name)"
    let file: any DiskFile
    let length: Int
    do throws(Errno) {
      file = try disk.open(name, in: tier.folder)
      length = Int(try file.size())
    } catch {
      throw .failed("open \(path)", error)
    }
    let start = max(0, length - RollupFooter.length)
    let end = try ArchiveError.reading(file, UInt64(start)..<UInt64(length), of: path)
    let footer = try ArchiveError.decoding(path) { () throws(FormatError) in
      let footer = try RollupFooter(decoding: end, fileLength: length)
      if footer.header.tier != tier { throw .malformed("tier") }
      return footer
    }
    let bytes = try ArchiveError.reading(file, footer.indexRange.places, of: path)
    index = try ArchiveError.decoding(path) { () throws(FormatError) in
      try RollupIndex(decoding: bytes, of: footer)
    }
    self.path = path
    self.file = file
    self.footer = footer
    self.isSweep = isSweep
  }

  /// The SHA-256 of the whole file.
  func hash() throws(ArchiveError) -> Hash { try ArchiveError.hashing(file, of: path) }

  /// The rows of a series as the table has them, ascending by hour.
  package mutating func entries(
    of series: SeriesID
  ) throws(ArchiveError) -> [RollupEntry] {
    var found: [RollupEntry] = []
    for number in index.pages(of: series) {
      let page = try page(number)
      var row = page.firstRow(from: RollupKey(series: series))
      while row < page.count, page.key(row).series == series {
        found.append(
          try ArchiveError.decoding(path) { () throws(FormatError) in try page.entry(row) }
        )
        row += 1
      }
    }
    return found
  }

  /// The rows of a page as the table has them.
  ///
  /// - Parameter number: 0 up to the footer's number of pages.
  package mutating func entries(onPage number: Int) throws(ArchiveError) -> [RollupEntry] {
    let page = try page(number)
    return try ArchiveError.decoding(path) { () throws(FormatError) in try page.entries() }
  }

  /// A row with all that is known of it.
  package mutating func row(_ entry: RollupEntry) throws(ArchiveError) -> RollupRow {
    let detail = try detail(entry)
    return try ArchiveError.decoding(path) { () throws(FormatError) in
      try RollupRow(entry, detail: detail, of: footer.header)
    }
  }

  /// The samples of a row as a judge takes them at once; nil of an eventful one.
  package mutating func run(_ entry: RollupEntry) throws(ArchiveError) -> AvailableRun? {
    let detail = try detail(entry)
    return try ArchiveError.decoding(path) { () throws(FormatError) in
      try RollupRow.run(entry, detail: detail, of: footer.header)
    }
  }

  private mutating func page(_ number: Int) throws(ArchiveError) -> RollupPage {
    if let page, page.number == number { return page.page }
    let bytes = try ArchiveError.reading(file, footer.range(ofPage: number).places, of: path)
    let read = try ArchiveError.decoding(path) { () throws(FormatError) in
      try RollupPage(decoding: bytes, number: number, of: footer)
    }
    page = (number, read)
    details = nil
    return read
  }

  private mutating func detail(_ entry: RollupEntry) throws(ArchiveError) -> [UInt8] {
    if details.map({ !$0.range.contains(entry.detail.lowerBound) }) ?? true {
      var range = entry.detail
      if isSweep, let page, page.page.count > 1 {
        let last = try ArchiveError.decoding(path) { () throws(FormatError) in
          try page.page.entry(page.page.count - 1)
        }
        range = range.lowerBound..<max(range.upperBound, last.detail.upperBound)
      }
      details = (range, try ArchiveError.reading(file, range.places, of: path))
    }
    guard let details, details.range.upperBound >= entry.detail.upperBound else {
      throw .damaged(file: path, .malformed("details' order"))
    }
    let offset = entry.detail.lowerBound - details.range.lowerBound
    return Array(details.bytes[offset..<offset + entry.detail.count])
  }
}

extension Range<Int> {
  /// The same places, as files count them.
  fileprivate var places: Range<UInt64> { UInt64(lowerBound)..<UInt64(upperBound) }
}
