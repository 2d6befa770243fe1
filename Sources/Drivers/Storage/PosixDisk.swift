package import Posix

/// A store's folders on a real file system.
///
/// Files are 0640, folders 0750. Bytes are read by `pread`, never mapped: a file that shrinks or
/// fails under a map kills the process.
package final class PosixDisk: Disk {
  /// A folder that is open.
  private final class Folder: Sendable {
    let directory: Directory

    init(_ directory: consuming Directory) {
      self.directory = directory
    }
  }

  /// Those that are there.
  private let folders: [StoreFolder: Folder]
  /// Held as long as this may write.
  private let lock: Lock<FileLock?>

  static let lockName = "lock"
  /// How long a writer believes that whoever has the lock only asks, in nanoseconds: 100 ms.
  private static let lockPatience: Int64 = 100_000_000
  /// How long a writer waits for its turn behind commands that do one thing each, in nanoseconds: 30 s.
  private static let turnPatience: Int64 = 30_000_000_000
  /// How long such a command may take to say that it is one, in nanoseconds: 1 s.
  private static let turnGrace: Int64 = 1_000_000_000

  private init(_ folders: [StoreFolder: Folder], lock: consuming FileLock?) {
    self.folders = folders
    self.lock = Lock(lock)
  }

  /// Gives the lock back, if this one has it.
  package func release() {
    lock.withLock { $0 = nil }
  }

  /// Opens an existing store for reading; takes no lock.
  ///
  /// Folders that an earlier version did not make are empty.
  ///
  /// - Throws: `noStore`, `noAccess`, `failed`, and what its `STORE` says, as for its writer:
  ///   `newerFormat` or `unreadable`.
  package static func reading(_ path: String) throws(StoreError) -> PosixDisk {
    let disk = try folders(path)
    guard try StoreIdentity.find(on: disk) != nil else { throw .noStore(path: path) }
    return disk
  }

  private static func folders(_ path: String) throws(StoreError) -> PosixDisk {
    var missing: StoreFolder?
    do throws(Errno) {
      let root = try Directory(opening: path)
      var folders: [StoreFolder: Folder] = [:]
      for folder in StoreFolder.allCases where folder != .root {
        if !root.contains(folder.rawValue) {
          if folder.isOptional { continue }
          // It is one, and damaged.
          if root.contains(StoreIdentity.name) { missing = folder }
        }
        folders[folder] = Folder(try Directory(opening: folder.rawValue, in: root))
      }
      folders[.root] = Folder(root)
      return PosixDisk(folders, lock: nil)
    } catch {
      if let missing { throw .unreadable(file: "\(path)/\(missing.rawValue)") }
      switch error {
      case .noSuchFile, .notDirectory: throw .noStore(path: path)
      case .noAccess: throw .noAccess(path: path)
      default: throw .failed("open \(path)", error)
      }
    }
  }

  /// Opens a store for its one writer, and makes its folders where they are missing.
  ///
  /// Another user's is refused; as locked, where its writer is at work.
  ///
  /// The lock is held as long as this lives, or until ``release()``.
  ///
  /// - Parameter isPassing: Whether it is for one thing only: who comes meanwhile waits for its turn.
  package static func writing(
    _ path: String,
    isPassing: Bool = false
  ) throws(StoreError) -> PosixDisk {
    let root = try ownFolder(path)
    let lock = try takeLock(in: root, path, isPassing: isPassing)
    var folders: [StoreFolder: Folder] = [:]
    for folder in StoreFolder.allCases where folder != .root {
      folders[folder] = Folder(try subfolder(folder, of: root, path))
    }
    folders[.root] = Folder(root)
    return PosixDisk(folders, lock: lock)
  }

  private static func takeLock(
    in root: borrowing Directory,
    _ path: String,
    isPassing: Bool
  ) throws(StoreError) -> FileLock {
    let start = SystemClocks.monotonic()
    var end = start + lockPatience
    while true {
      do throws(FileLock.Refusal) {
        return try FileLock.taking(lockName, in: root, isPassing: isPassing)
      } catch {
        switch error {
        case .held(let process):
          // Somebody may only be asking who has it, or does one thing and goes.
          let now = SystemClocks.monotonic()
          if FileLock.isPassing(lockName, in: root) {
            end = min(start + turnPatience, now + turnGrace)
          }
          if now >= end { throw .locked(path: path, process: process) }
          Thread.pause(nanoseconds: 10_000_000)
        case .system(.noAccess): throw .noAccess(path: path)
        case .system(let error): throw .failed("lock \(path)/\(lockName)", error)
        }
      }
    }
  }

  private static func ownFolder(_ path: String) throws(StoreError) -> Directory {
    do throws(Errno) {
      try Directory.makeIfMissing(path)
    } catch {
      throw failure(path, error)
    }
    let user = CurrentProcess.user
    let owner = try owner(of: path)
    if owner != user {
      // Who has it matters more: the daemon can be asked.
      if let holder = try? FileLock.holder(of: lockName, in: Directory(opening: path)) {
        throw .locked(path: path, process: holder.process)
      }
      throw .foreignOwner(path: path, owner: owner, user: user)
    }
    do throws(Errno) {
      return try Directory(opening: path)
    } catch {
      throw failure(path, error)
    }
  }

  /// The number of the user who owns the store at `path`, who alone may write it.
  ///
  /// - Throws: `noAccess`, `failed`.
  package static func owner(of path: String) throws(StoreError) -> UInt32 {
    do throws(Errno) {
      return try Directory(opening: path).status().owner
    } catch {
      throw failure(path, error)
    }
  }

  private static func failure(_ path: String, _ error: Errno) -> StoreError {
    switch error {
    case .noAccess, .notPermitted: .noAccess(path: path)
    default: .failed("open \(path)", error)
    }
  }

  private static func subfolder(
    _ folder: StoreFolder,
    of root: borrowing Directory,
    _ path: String
  ) throws(StoreError) -> Directory {
    do throws(Errno) {
      if !root.contains(folder.rawValue) {
        try root.makeDirectory(folder.rawValue)
        try root.synchronize()
      }
      return try Directory(opening: folder.rawValue, in: root)
    } catch {
      if error == .noAccess { throw .noAccess(path: "\(path)/\(folder.rawValue)") }
      throw .failed("open \(path)/\(folder.rawValue)", error)
    }
  }
}

extension PosixDisk {
  private func directory(_ folder: StoreFolder) throws(Errno) -> Folder {
    guard let found = folders[folder] else { throw .noSuchFile }
    return found
  }

  /// The names in a folder.
  package func names(in folder: StoreFolder) throws(Errno) -> [String] {
    try folders[folder]?.directory.names() ?? []
  }

  /// Makes a file.
  package func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try open(name, in: folder, [.readWrite, .create, .exclusive, .noFollow])
  }

  /// Opens a file; ENXIO for what is no regular file.
  package func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    // Not to wait for the other end of a pipe that somebody put there.
    try open(name, in: folder, [.readOnly, .noFollow, .nonBlocking])
  }

  /// Opens a file for writing too; ENXIO for what is no regular file.
  package func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try open(name, in: folder, [.readWrite, .noFollow, .nonBlocking])
  }

  private func open(
    _ name: String,
    in folder: StoreFolder,
    _ options: OpenOptions
  ) throws(Errno) -> PosixFile {
    let handle = try FileHandle(opening: name, in: directory(folder).directory, options)
    guard try handle.status().kind == .regular else { throw .noSuchDevice }
    return PosixFile(handle)
  }

  /// Renames a file.
  package func rename(
    _ name: String,
    to other: String,
    in folder: StoreFolder
  ) throws(Errno) {
    try directory(folder).directory.rename(name, to: other)
  }

  /// Removes a file.
  package func remove(_ name: String, in folder: StoreFolder) throws(Errno) {
    try directory(folder).directory.remove(name)
  }

  /// How many bytes more the file system takes of this user.
  package func freeSpace() -> Int64? { try? folders[.root]?.directory.freeSpace() }

  /// Synchronizes a folder.
  package func synchronize(_ folder: StoreFolder) throws(Errno) {
    try directory(folder).directory.synchronize()
  }
}

private final class PosixFile: DiskFile {
  private let handle: FileHandle

  init(_ handle: consuming FileHandle) { self.handle = handle }

  func write(_ bytes: [UInt8], _ range: Range<Int>, at offset: Int64) throws(Errno) -> Int {
    try handle.write(bytes, range, at: offset)
  }

  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    try handle.read(count, at: offset)
  }

  func size() throws(Errno) -> Int64 { try handle.size() }

  func resize(to size: Int64) throws(Errno) { try handle.resize(to: size) }

  func synchronize() throws(Errno) {
    try handle.synchronizeBytes()
  }

  var isNamed: Bool { (try? handle.status().links) != 0 }
}
