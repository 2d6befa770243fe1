import Posix

/// A file whose change matters, looked at now and then.
struct WatchedFile {
  /// How often it is looked at, at most: once in this many nanoseconds.
  static let patience: Int64 = 1_000_000_000

  private let path: String
  private var seen: FileStatus?
  private var lookedAt: Int64?

  /// Remembers how the file is now.
  init(path: String) {
    self.path = path
    seen = WatchedFile.look(path)
  }

  /// Whether the file is another one than when it was last looked at; comes and goes count, too.
  ///
  /// - Parameter now: Monotonic nanoseconds.
  mutating func hasChanged(now: Int64) -> Bool {
    if let lookedAt, now - lookedAt < WatchedFile.patience { return false }
    lookedAt = now
    let found = WatchedFile.look(path)
    defer { seen = found }
    return found != seen
  }

  private static func look(_ path: String) -> FileStatus? {
    do throws(Errno) {
      return try FileHandle(opening: path, .readOnly).status()
    } catch {
      return nil
    }
  }
}
