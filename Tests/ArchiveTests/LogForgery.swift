import Chronology
import Posix
import StoreFormat
import StoreTestKit

/// Files of the log with right checksums, as somebody writes them who may write into the store and has
/// no key.
struct LogForgery {
  /// How the file begins.
  var header: LogFileHeader
  /// Its groups.
  var groups: [CommitGroup]

  /// A file as it is on a disk.
  init(_ number: Int, on disk: FaultyDisk) throws {
    let bytes = disk.files[LogForgery.name(number)] ?? []
    header = try LogFileHeader(decoding: bytes)
    groups = []
    var offset = LogFileHeader.length
    while offset < bytes.count {
      let found = try CommitGroupHeader(decoding: bytes, at: offset, file: header.file)
      groups.append(try CommitGroup(decoding: bytes, at: offset, file: header.file))
      offset += found.groupLength
    }
  }

  static func name(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "log/\(String(repeating: "0", count: 16 - digits.count))\(digits).log"
  }

  /// The file that would follow, of a header and one repetition.
  func successor(repeating more: [Record] = []) -> LogForgery {
    var next = self
    let last = groups.map(\.sequence).max() ?? 0
    next.header.number += 1
    next.header.firstCommit = last + 1
    next.header.previous = header.file
    next.header.file = header.file.map { $0 ^ 0x5A }
    let time = groups.last?.time ?? header.created
    next.header.created = time
    let known = groups.flatMap(\.records).filter { record in
      switch record {
      case .vantage, .series: true
      default: false
      }
    }
    next.groups = [
      CommitGroup(sequence: last, time: time, flags: .repetition, records: known + more)
    ]
    return next
  }

  /// Lets the first repetition say more.
  mutating func repeats(_ more: [Record]) {
    if groups.first?.flags.contains(.repetition) != true {
      let first = header.firstCommit - 1
      groups.insert(
        CommitGroup(sequence: first, time: header.created, flags: .repetition, records: []),
        at: 0
      )
    }
    groups[0].records += more
  }

  /// Puts it on a disk.
  func place(on disk: FaultyDisk) {
    var encoder = GroupEncoder(file: header.file)
    for group in groups {
      _ = encoder.append(
        group.records,
        0..<group.records.count,
        sequence: group.sequence,
        time: group.time,
        flags: group.flags
      )
    }
    let bytes = header.encoded() + encoder.bytes
    disk.state.withLock { $0.files[LogForgery.name(Int(header.number))] = bytes }
  }
}
