import Glibc

/// The exclusive lock on a folder, held until it goes or the process ends, however it ends.
///
/// It is on a file in the folder, which holds the holder's process number as a line of text, and a
/// second line if the holder keeps it for a moment only; and on the folder itself: a file that is
/// removed or replaced lets nobody in. Where a file system can't lock a folder (NFS), the file is all.
package struct FileLock: ~Copyable, Sendable {
  /// Why the lock wasn't given.
  package enum Refusal: Error, Hashable, Sendable {
    /// Another process has it; its number where the file tells.
    case held(by: Int32?)
    /// A call failed.
    case system(Errno)
  }

  private let file: FileHandle
  private let folder: Directory

  private init(_ file: consuming FileHandle, _ folder: consuming Directory) {
    self.file = file
    self.folder = folder
  }

  deinit {
    // By name: a child that is between fork and exec still has the descriptors, and with them the lock.
    _ = flock(file.descriptor, LOCK_UN)
    _ = flock(folder.descriptor, LOCK_UN)
  }

  /// The second line of a holder that does one thing and goes.
  private static let passing = "passing"

  /// Takes the lock, and doesn't wait for it.
  ///
  /// - Parameter isPassing: Whether it is wanted for a moment only, so that others may wait for their turn.
  ///
  /// The corresponding C function is `flock(LOCK_EX | LOCK_NB)`.
  package static func taking(
    _ name: String,
    in directory: borrowing Directory,
    mode: UInt32 = 0o640,
    isPassing: Bool = false
  ) throws(Refusal) -> FileLock {
    let folder: Directory
    let isHeld: Bool
    do throws(Errno) {
      // A description of its own, which lets go when this does.
      folder = try Directory(opening: ".", in: directory)
      isHeld = isHeldByOthers(folder, LOCK_EX)
    } catch {
      throw .system(error)
    }
    if isHeld { throw .held(by: process(in: name, directory)) }
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
    let lock = FileLock(file, folder)
    try lock.take(isPassing: isPassing)
    return lock
  }

  /// Whether somebody has the lock, for those who may read the file and not write it.
  ///
  /// Where nobody has it, it is shared for the time of the question: a taker in this moment is
  /// refused.
  ///
  /// - Returns: Who has it, if anybody has.
  /// - Throws: The system's error when that cannot be found out; ENOENT without the file, if nobody has
  ///   the folder.
  ///
  /// The corresponding C function is `flock(LOCK_SH | LOCK_NB)`.
  package static func holder(
    of name: String,
    in directory: borrowing Directory
  ) throws(Errno) -> Holder? {
    let folder = try Directory(opening: ".", in: directory)
    if isHeldByOthers(folder, LOCK_SH) { return Holder(text(in: name, directory)) }
    // Not to wait for the other end of a pipe that somebody put there.
    let lock = FileLock(
      try FileHandle(opening: name, in: directory, [.readOnly, .noFollow, .nonBlocking]),
      folder
    )
    let descriptor = lock.file.descriptor
    do throws(Errno) {
      _ = try retrying { flock(descriptor, LOCK_SH | LOCK_NB) }
      return nil
    } catch {
      guard error == .wouldBlock else { throw error }
      return Holder(text(in: lock.file))
    }
  }

  /// Who has a lock.
  package struct Holder: Hashable, Sendable {
    /// The process's number, where the file tells.
    package let process: Int32?
    /// Whether it says that it has the lock for a moment only.
    fileprivate let isPassing: Bool

    /// What the file says of who has it.
    fileprivate init(_ text: String?) {
      let lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      process = lines.first.flatMap { Int32($0) }
      isPassing = lines.dropFirst().first == FileLock.passing[...]
    }
  }

  /// Whether who has the lock, or had it last, says that it keeps it for a moment only.
  package static func isPassing(_ name: String, in directory: borrowing Directory) -> Bool {
    Holder(text(in: name, directory)).isPassing
  }

  /// Locks a folder; where its file system can't, nobody has it.
  private static func isHeldByOthers(_ folder: borrowing Directory, _ kind: CInt) -> Bool {
    let descriptor = folder.descriptor
    do throws(Errno) {
      _ = try retrying { flock(descriptor, kind | LOCK_NB) }
      return false
    } catch {
      return error == .wouldBlock
    }
  }

  private func take(isPassing: Bool) throws(Refusal) {
    let descriptor = file.descriptor
    do throws(Errno) {
      _ = try retrying { flock(descriptor, LOCK_EX | LOCK_NB) }
    } catch {
      throw error == .wouldBlock ? .held(by: FileLock.process(in: file)) : .system(error)
    }
    do throws(Errno) {
      try file.resize(to: 0)
      let text = Array("\(getpid())\n\(isPassing ? "\(FileLock.passing)\n" : "")".utf8)
      _ = try file.write(text, text.indices, at: 0)
    } catch {
      // The number is for people; the lock holds without it, on a full disk too.
      if !error.isNoSpace { throw .system(error) }
    }
  }

  private static func process(in name: String, _ directory: borrowing Directory) -> Int32? {
    Holder(text(in: name, directory)).process
  }

  private static func process(in file: borrowing FileHandle) -> Int32? {
    Holder(text(in: file)).process
  }

  private static func text(in name: String, _ directory: borrowing Directory) -> String? {
    guard
      let file = try? FileHandle(
        opening: name,
        in: directory,
        [.readOnly, .noFollow, .nonBlocking]
      )
    else { return nil }
    return text(in: file)
  }

  private static func text(in file: borrowing FileHandle) -> String? {
    (try? file.read(32, at: 0)).map { String(decoding: $0, as: UTF8.self) }
  }
}
