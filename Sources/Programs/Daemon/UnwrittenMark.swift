import Chronology
import Posix
import Sampling
import StoreFormat

/// What a daemon that ended had measured and could not write, kept outside of its store, so that the next
/// one names that time for what it is.
///
/// A file of a fixed length beside the keys, made at a start. At an end on a full disk it is written
/// over in place, which takes no room where blocks are written over at all. It is never cleared: what the
/// record has reached is no loss any more.
struct UnwrittenMark {
  /// The file's length in bytes.
  static let length = 96

  /// The file.
  let path: String

  /// The mark of a store in a folder outside of it.
  init(of store: [UInt8], in folder: String) {
    path = "\(folder)/unwritten.\(Hexadecimal.text(store))"
  }

  /// What could not be written.
  struct Loss: Equatable {
    /// How many records.
    let count: UInt64
    /// When the daemon ended that had them.
    let end: Instant
  }

  /// Makes the file, if it is not there, in a folder that is.
  ///
  /// Who keeps a key or what was signed there makes that folder. What goes wrong costs the cause of a
  /// gap, and nothing else.
  func prepare() {
    guard let slash = path.lastIndex(of: "/") else { return }
    let name = String(path[path.index(after: slash)...])
    do throws(Errno) {
      let folder = try Directory(opening: String(path[..<slash]))
      if folder.contains(name) { return }
      try folder.publish(UnwrittenMark.bytes(of: nil), as: name, mode: 0o600, isNew: true)
    } catch {
      return
    }
  }

  /// Writes over what the file says.
  ///
  /// - Returns: Whether that is on the disk.
  func write(_ loss: Loss) -> Bool {
    let bytes = UnwrittenMark.bytes(of: loss)
    do throws(Errno) {
      let file = try FileHandle(opening: path, [.readWrite, .noFollow, .nonBlocking])
      guard try file.write(bytes, bytes.indices, at: 0) == bytes.count else { return false }
      try file.synchronize()
      return true
    } catch {
      return false
    }
  }

  /// What the last daemon could not write, as far as the file says it.
  func read() -> Loss? {
    do throws(Errno) {
      let file = try FileHandle(opening: path, [.readOnly, .noFollow, .nonBlocking])
      return UnwrittenMark.loss(in: try file.read(UnwrittenMark.length, at: 0))
    } catch {
      return nil
    }
  }

  /// `unwritten COUNT END` with END in nanoseconds since 1970, filled up with blanks.
  static func bytes(of loss: Loss?) -> [UInt8] {
    let text = loss.map { "unwritten \($0.count) \($0.end.nanoseconds)" } ?? "unwritten"
    let blanks = [UInt8](repeating: 0x20, count: length - 1 - text.utf8.count)
    return Array(text.utf8) + blanks + [0x0A]
  }

  static func loss(in bytes: [UInt8]) -> Loss? {
    guard bytes.count == length else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count == 3, words[0] == "unwritten", let count = UInt64(words[1]), count > 0,
      let end = Int64(words[2]), Instant.clockSpan.contains(Instant(nanoseconds: end))
    else { return nil }
    return Loss(count: count, end: Instant(nanoseconds: end))
  }
}

extension UnwrittenMark.Loss {
  /// The time that is lost between the end of the record and `now`; nil if there is none, because what was
  /// recorded reaches further.
  func interval(since end: Instant?, until now: Instant) -> Interval? {
    guard let end, end < min(self.end, now) else { return nil }
    return Interval(end, min(self.end, now))
  }
}
