import Glibc

/// The exclusive lock on a file, held until it goes or the process ends, however it ends.
///
/// The file holds the holder's process number as a line of text.
package struct FileLock: ~Copyable, Sendable {
  /// Why the lock wasn't given.
  package enum Refusal: Error, Hashable, Sendable {
    /// Another process has it; its number where the file tells.
    case held(by: Int32?)
    /// A call failed.
    case system(Errno)
  }

  private let file: FileHandle

  private init(_ file: consuming FileHandle) {
    self.file = file
  }

  deinit {
    // By name: a child that is between fork and exec still has the descriptor, and with it the lock.
    _ = flock(file.descriptor, LOCK_UN)
  }

  /// Takes the lock, and doesn't wait for it.
  ///
  /// The corresponding C function is `flock(LOCK_EX | LOCK_NB)`.
  package static func taking(
    _ name: String,
    in directory: borrowing Directory,
    mode: UInt32 = 0o640
  ) throws(Refusal) -> FileLock {
    let file: FileHandle
    do throws(Errno) {
      file = try FileHandle(
        opening: name,
        in: directory,
        [.readWrite, .create, .noFollow],
        mode: mode
      )
    } catch {
      throw .system(error)
    }
    let lock = FileLock(file)
    try lock.take()
    return lock
  }

  /// Whether somebody has the lock, for those who may read the file and not write it.
  ///
  /// Where nobody has it, it is shared for the time of the question: a taker in this moment is
  /// refused.
  ///
  /// - Returns: Who has it, if anybody has.
  /// - Throws: The system's error when that cannot be found out; ENOENT without the file.
  ///
  /// The corresponding C function is `flock(LOCK_SH | LOCK_NB)`.
  package static func holder(
    of name: String,
    in directory: borrowing Directory
  ) throws(Errno) -> Holder? {
    // Not to wait for the other end of a pipe that somebody put there.
    let lock = FileLock(
      try FileHandle(opening: name, in: directory, [.readOnly, .noFollow, .nonBlocking])
    )
    let descriptor = lock.file.descriptor
    do throws(Errno) {
      _ = try retrying { flock(descriptor, LOCK_SH | LOCK_NB) }
      return nil
    } catch {
      guard error == .wouldBlock else { throw error }
      return Holder(process: lock.holder())
    }
  }

  /// Who has a lock.
  package struct Holder: Hashable, Sendable {
    /// The process's number, where the file tells.
    package let process: Int32?
  }

  private func take() throws(Refusal) {
    let descriptor = file.descriptor
    do throws(Errno) {
      _ = try retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
    } catch {
      throw error == .wouldBlock ? .held(by: holder()) : .system(error)
    }
    do throws(Errno) {
      try file.resize(to: 0)
      let text = Array("\(getpid())\n".utf8)
      _ = try file.write(text, text.indices, at: 0)
    } catch {
      // The number is for people; the lock holds without it, on a full disk too.
      if !error.isNoSpace { throw .system(error) }
    }
  }

  private func holder() -> Int32? {
    guard let text = try? file.read(32, at: 0) else { return nil }
    return Int32(String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
