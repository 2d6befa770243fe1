package import Posix
package import Storage

/// A disk for reading that keeps which files are opened, and which parts of them are read.
package final class WatchedDisk: Disk {
  /// One reading of a part of a file.
  package struct Read: Hashable, Sendable {
    /// The file with its folder, such as `samples/0000000000000001.seg`.
    package let file: String
    /// Where it begins, in bytes.
    package let offset: Int64
    /// How many bytes were asked for.
    package let count: Int
  }

  private let disk: any Disk
  private let seen = Lock((opened: [String](), reads: [Read]()))

  package init(_ disk: any Disk) {
    self.disk = disk
  }

  /// The files that were opened, in order.
  package var opened: [String] { seen.withLock { $0.opened } }

  /// What was read of the files of a folder.
  package func reads(in folder: String) -> [Read] {
    seen.withLock { $0.reads }.filter { $0.file.hasPrefix("\(folder)/") }
  }

  fileprivate func note(_ read: Read) { seen.withLock { $0.reads.append(read) } }

  package func names(in folder: StoreFolder) throws(Errno) -> [String] {
    try disk.names(in: folder)
  }

  package func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    let file = try disk.open(name, in: folder)
    let path = "\(folder.rawValue)/\(name)"
    seen.withLock { $0.opened.append(path) }
    return WatchedFile(disk: self, path: path, file: file)
  }

  package func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    throw .notPermitted
  }

  package func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    throw .notPermitted
  }

  package func rename(_ name: String, to other: String, in folder: StoreFolder) throws(Errno) {
    throw .notPermitted
  }

  package func remove(_ name: String, in folder: StoreFolder) throws(Errno) {
    throw .notPermitted
  }

  package func synchronize(_ folder: StoreFolder) throws(Errno) { throw .notPermitted }
}

private struct WatchedFile: DiskFile {
  let disk: WatchedDisk
  let path: String
  let file: any DiskFile

  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    disk.note(WatchedDisk.Read(file: path, offset: offset, count: count))
    return try file.read(count, at: offset)
  }

  func size() throws(Errno) -> Int64 { try file.size() }

  func write(_ bytes: [UInt8], _ range: Range<Int>, at offset: Int64) throws(Errno) -> Int {
    throw .notPermitted
  }

  func resize(to size: Int64) throws(Errno) { throw .notPermitted }

  func synchronize() throws(Errno) { throw .notPermitted }
}
