package import Posix

/// The only road from the store to files, so that tests can put a faulty one in.
///
/// Names have no slashes. Of a writer's disk four queues write, each files of its own: the store the log,
/// the archive what is sealed, the time-stamper its stamps, the sealer of reports those. Readers have their own disk.
package protocol Disk: Sendable {
  /// The names in a folder, ascending by their bytes.
  func names(in folder: StoreFolder) throws(Errno) -> [String]
  /// Makes a new file for writing; EEXIST when the name is taken.
  func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile
  /// Opens a file for reading.
  func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile
  /// Opens a file that is there for reading and writing.
  func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile
  /// Gives a file another name; what had it is replaced in one step.
  func rename(_ name: String, to other: String, in folder: StoreFolder) throws(Errno)
  /// Removes a file.
  func remove(_ name: String, in folder: StoreFolder) throws(Errno)
  /// Waits until the names of a folder are on the disk.
  func synchronize(_ folder: StoreFolder) throws(Errno)
  /// Lets the next writer in; this one writes no more.
  func release()
  /// How many bytes more the disk takes; nil where that can't be said.
  func freeSpace() -> Int64?
}

extension Disk {
  /// Nothing, where nothing keeps others out.
  package func release() {}

  /// Unknown.
  package func freeSpace() -> Int64? { nil }
}

/// An open file of a ``Disk``.
package protocol DiskFile: Sendable {
  /// Writes once; may write fewer bytes than asked.
  func write(_ bytes: [UInt8], _ range: Range<Int>, at offset: Int64) throws(Errno) -> Int
  /// Reads up to `count` bytes, fewer only at the end.
  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8]
  /// The length in bytes.
  func size() throws(Errno) -> Int64
  /// Cuts or extends the file.
  func resize(to size: Int64) throws(Errno)
  /// Waits until the bytes are on the disk. After an error it must not be called again.
  func synchronize() throws(Errno)
  /// Whether the file still has a name; what is written to one without is gone when it is closed.
  var isNamed: Bool { get }
}

extension DiskFile {
  /// True, where nobody else removes files.
  package var isNamed: Bool { true }
}

/// The folders of a store.
package enum StoreFolder: String, CaseIterable, Sendable {
  /// The store itself: `STORE`, `lock`, `keys` and `checkpoint`.
  case root = "."
  /// The log's files.
  case log
  /// Copies of damaged files.
  case quarantine
  /// Segments: the samples of what the log held.
  case samples
  /// The ledger: everything else that the log held.
  case ledger
  /// Rollups of days by hours.
  case hours
  /// Rollups of days.
  case days
  /// Checkpoints that were time-stamped, and the stamps.
  case checkpoints
  /// Sealed reports. Nothing of them ever expires.
  case reports

  /// Whether stores of the first version have none.
  package var isOptional: Bool {
    switch self {
    case .root, .log, .quarantine: false
    case .samples, .ledger, .hours, .days, .checkpoints, .reports: true
    }
  }
}
