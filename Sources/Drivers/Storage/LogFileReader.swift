import Chronology
import Posix
import StoreFormat

/// Reads one log file group by group, with a bounded window.
struct LogFileReader: Sendable {
  enum Step {
    case group(CommitGroup)
    /// The file ends here.
    case end
    /// Nothing has been written here: files are filled with zeros ahead of their groups.
    case blank
    case invalid(FormatError)
  }

  static let windowLength = 256 << 10

  let number: UInt64
  let header: LogFileHeader
  private let file: any DiskFile
  private(set) var offset = Int64(LogFileHeader.length)
  private var window: [UInt8] = []
  private var windowStart: Int64 = 0

  /// - Returns: nil when the header is damaged, or of another store's file or another number; the file
  ///   is then all damage.
  init?(_ number: UInt64, on disk: any Disk) throws(StoreError) {
    let name = LogName.file(number)
    do throws(Errno) {
      file = try disk.open(name, in: .log)
      window = try file.read(LogFileReader.windowLength, at: 0)
    } catch {
      throw .failed("read log/\(name)", error)
    }
    do throws(FormatError) {
      header = try LogFileHeader(decoding: window)
    } catch {
      if case .newer = error { throw .newerFormat(file: "log/\(name)", error) }
      return nil
    }
    guard header.number == number, try header.store == disk.identity() else { return nil }
    self.number = number
  }

  /// Reads the next group.
  ///
  /// At the end, at a blank and at an invalid group it stays where it is, so that a later call
  /// sees what a writer has added.
  mutating func next() throws(Errno) -> Step {
    if let group = try? decode() { return .group(advance(group)) }
    windowStart = offset
    window = try file.read(LogFileReader.windowLength, at: offset)
    if window.isEmpty { return .end }
    if let header = groupHeader(at: 0), header.groupLength > window.count {
      window = try file.read(header.groupLength, at: offset)
    }
    do throws(FormatError) {
      return .group(advance(try decode()))
    } catch {
      if window.count >= header.alignment,
        window.prefix(header.alignment).allSatisfy({ $0 == 0 })
      {
        return .blank
      }
      return .invalid(error)
    }
  }

  private func decode() throws(FormatError) -> CommitGroup {
    let start = offset - windowStart
    if start < 0 || start >= window.count { throw .truncated }
    return try CommitGroup(
      decoding: window,
      at: Int(start),
      file: header.file,
      alignment: header.alignment
    )
  }

  private mutating func advance(_ group: CommitGroup) -> CommitGroup {
    let start = Int(offset - windowStart)
    if let found = groupHeader(at: start) { offset += Int64(found.groupLength) }
    return group
  }

  private func groupHeader(at index: Int) -> CommitGroupHeader? {
    try? CommitGroupHeader(
      decoding: window,
      at: index,
      file: header.file,
      alignment: header.alignment
    )
  }

  /// Looks behind an invalid group or a blank for a valid group, wherever one may start.
  ///
  /// - Returns: The number of the commit found, which is the next to be read; nil if there is none,
  ///   and the reader is where it was.
  mutating func resynchronize(after sequence: UInt64) throws(Errno) -> UInt64? {
    let start = offset
    while true {
      offset += Int64(header.alignment)
      let position = offset - windowStart
      if position + Int64(CommitGroup.headerLength) > window.count {
        windowStart = offset
        window = try file.read(LogFileReader.windowLength, at: offset)
        if window.count < CommitGroup.headerLength { break }
      }
      let index = Int(offset - windowStart)
      guard
        let found = groupHeader(at: index),
        found.sequence > sequence
      else { continue }
      let here = offset
      if case .group(let group) = try next() {
        offset = here
        return group.sequence
      }
      offset = here
    }
    offset = start
    windowStart = 0
    window = []
    return nil
  }
}
