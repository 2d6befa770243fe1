import Chronology
import Posix
package import Sampling
package import SegmentFormat
package import Storage
import StoreFormat

/// A segment that is open for reading, by `pread` alone; it stays readable when it is removed.
package struct SegmentFile: Sendable {
  /// How the file is called in messages.
  package let path: String
  /// What the file says of itself.
  package let reader: SegmentReader
  /// How long the file is, in bytes.
  let length: Int64
  private let file: any DiskFile

  /// Opens a segment by its span.
  ///
  /// - Parameters:
  ///   - wanted: The series whose blocks can be found; nil is all.
  ///   - store: The identity of the disk's store, if it was read before.
  /// - Throws: `damaged` also when it is another store's, or of other log files than its name says.
  package init(
    _ span: LogSpan,
    on disk: any Disk,
    of wanted: Set<SeriesID>? = nil,
    store: [UInt8]? = nil
  ) throws(ArchiveError) {
    try self.init(named: "\(span.text).seg", on: disk, of: wanted)
    let identity = reader.footer.identity
    guard identity.files == span.first...span.last else {
      throw .damaged(file: path, .malformed("range of log files"))
    }
    let own: [UInt8]
    if let store { own = store } else { own = try ArchiveError.identity(of: disk) }
    guard identity.store == own else {
      throw .damaged(file: path, .malformed("store: it is another one's"))
    }
  }

  /// Opens a segment by its name, which may be a temporary one.
  init(
    named name: String,
    on disk: any Disk,
    of wanted: Set<SeriesID>? = nil
  ) throws(ArchiveError) {
    let path = "\(StoreFolder.samples.rawValue)/\(name)"
    let file: any DiskFile
    let length: UInt64
    do throws(Errno) {
      file = try disk.open(name, in: .samples)
      length = UInt64(try file.size())
    } catch {
      throw .failed("open \(path)", error)
    }
    let head = try ArchiveError.reading(file, 0..<UInt64(SegmentHead.length), of: path)
    try ArchiveError.decoding(path) { () throws(FormatError) in try SegmentHead.check(head) }
    let place = try ArchiveError.decoding(path) { () throws(FormatError) in
      try SegmentReader.footerRange(fileLength: length)
    }
    let end = try ArchiveError.reading(file, place, of: path)
    let footer = try ArchiveError.decoding(path) { () throws(FormatError) in
      try SegmentFooter(decoding: end, fileLength: length)
    }
    let index = try ArchiveError.reading(file, footer.indexRange, of: path)
    reader = try ArchiveError.decoding(path) { () throws(FormatError) in
      try SegmentReader(footer, index: index, of: wanted)
    }
    self.path = path
    self.file = file
    self.length = Int64(length)
  }

  /// Reads a block, of which nothing is decoded yet but its header.
  package func block(_ position: Int) throws(ArchiveError) -> Block {
    let entry = reader.index.entries[position]
    let bytes = try ArchiveError.reading(file, entry.range, of: path)
    return try ArchiveError.decoding(path) { () throws(FormatError) in
      try reader.block(position, decoding: bytes)
    }
  }

  /// Reads all samples of a block.
  package func samples(_ position: Int) throws(ArchiveError) -> [Sample] {
    let block = try block(position)
    return try ArchiveError.decoding(path) { () throws(FormatError) in try block.samples() }
  }
}

extension BlockEntry {
  /// Whether all samples of the block start in `stretch`.
  func isInside(_ stretch: Interval) -> Bool {
    stretch.contains(starts.lowerBound) && stretch.contains(starts.upperBound)
  }
}
