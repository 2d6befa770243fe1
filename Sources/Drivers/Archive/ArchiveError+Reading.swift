import Posix
import Storage
import StoreFormat

extension ArchiveError {
  /// The identity of the store that a disk holds.
  static func identity(of disk: any Disk) throws(ArchiveError) -> [UInt8] {
    do throws(StoreError) {
      return try disk.identity()
    } catch {
      throw .store(error)
    }
  }

  /// Decodes a part of a file; what is wrong with it is damage of that file.
  static func decoding<Value>(
    _ file: String,
    _ body: () throws(FormatError) -> Value
  ) throws(ArchiveError) -> Value {
    do throws(FormatError) {
      return try body()
    } catch {
      throw .damaged(file: file, error)
    }
  }

  /// Reads a range of a file; one that ends before is damaged.
  static func reading(
    _ file: any DiskFile,
    _ range: Range<UInt64>,
    of path: String
  ) throws(ArchiveError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = try file.read(range.count, at: Int64(range.lowerBound))
    } catch {
      throw .failed("read \(path)", error)
    }
    if bytes.count != range.count { throw .damaged(file: path, .truncated) }
    return bytes
  }
}

extension ArchiveError {
  /// How long a file that is read at once may be, in bytes: far more than one of ours ever is.
  static let wholeFileLimit: Int64 = 1 << 30

  /// How many bytes of a file are read at once for its hash.
  private static let portion = 1 << 20

  /// The SHA-256 of a file of any length.
  static func hashing(
    _ name: String,
    in folder: StoreFolder,
    on disk: any Disk
  ) throws(ArchiveError) -> Hash {
    let path = "\(folder.rawValue)/\(name)"
    let file: any DiskFile
    do throws(Errno) {
      file = try disk.open(name, in: folder)
    } catch {
      throw .failed("read \(path)", error)
    }
    return try hashing(file, of: path)
  }

  /// The SHA-256 of a file that is open, read in portions.
  static func hashing(_ file: any DiskFile, of path: String) throws(ArchiveError) -> Hash {
    var digest = try LibraryDigest()
    do throws(Errno) {
      var offset: Int64 = 0
      while true {
        let bytes = try file.read(portion, at: offset)
        if bytes.isEmpty { return digest.finish() }
        digest.add(bytes)
        offset += Int64(bytes.count)
      }
    } catch {
      throw .failed("read \(path)", error)
    }
  }

  /// Reads a whole file.
  static func readingAll(
    _ name: String,
    in folder: StoreFolder,
    on disk: any Disk
  ) throws(ArchiveError) -> [UInt8] {
    let path = folder == .root ? name : "\(folder.rawValue)/\(name)"
    do throws(Errno) {
      let file = try disk.open(name, in: folder)
      let size = try file.size()
      if size > wholeFileLimit { throw Errno.fileTooLarge }
      return try file.read(Int(size), at: 0)
    } catch {
      throw .failed("read \(path)", error)
    }
  }
}
