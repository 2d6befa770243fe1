import Posix
import Storage
import StoreFormat

/// A file of the archive that is being made: under a temporary name until it is whole, on the disk,
/// and read again.
///
/// What is not published leaves nothing behind: a disk that is full would stay so.
struct ArchiveOutput: ~Copyable {
  private let disk: any Disk
  private let folder: StoreFolder
  private let name: String
  private let file: any DiskFile
  private var digest: LibraryDigest
  private var offset: Int64 = 0
  private var isPublished = false

  /// The name that the file has meanwhile.
  var temporary: String { LogName.temporaryPrefix + name }

  /// Where the file will be, for messages.
  var path: String { "\(folder.rawValue)/\(name)" }

  /// Begins a file that will have a name in a folder.
  init(_ name: String, in folder: StoreFolder, on disk: any Disk) throws(ArchiveError) {
    let temporary = LogName.temporaryPrefix + name
    let created: any DiskFile
    do throws(Errno) {
      try? disk.remove(temporary, in: folder)
      created = try disk.create(temporary, in: folder)
    } catch {
      throw .failed("make \(folder.rawValue)/\(name)", error)
    }
    // Last: what can't be copied must not be there when something is thrown.
    digest = try LibraryDigest()
    self.disk = disk
    self.folder = folder
    self.name = name
    file = created
  }

  /// Appends bytes.
  mutating func append(_ bytes: [UInt8]) throws(ArchiveError) {
    do throws(Errno) {
      try file.writeAll(bytes, at: offset)
    } catch {
      throw .failed("write \(path)", error)
    }
    digest.add(bytes)
    offset += Int64(bytes.count)
  }

  /// Waits until all bytes are on the disk.
  ///
  /// - Returns: The SHA-256 of the file.
  mutating func synchronize() throws(ArchiveError) -> Hash {
    do throws(Errno) {
      try file.synchronize()
    } catch {
      throw .failed("synchronize \(path)", error)
    }
    return digest.finish()
  }

  /// Gives the file its name, and waits until the name is on the disk.
  consuming func publish() throws(ArchiveError) {
    do throws(Errno) {
      try disk.rename(temporary, to: name, in: folder)
      isPublished = true
      try disk.synchronize(folder)
    } catch {
      throw .failed("publish \(folder.rawValue)/\(name)", error)
    }
  }

  /// Removes what was written.
  consuming func discard() {}

  deinit {
    if !isPublished { try? disk.remove(LogName.temporaryPrefix + name, in: folder) }
  }
}
