package import Dispatch
package import Posix
package import Storage

/// A disk in memory that fails, fills up and crashes as a test wants.
///
/// It keeps every step, so that a crash can be shown after each of them.
package final class FaultyDisk: Disk {
  /// One thing that changed the disk.
  package enum Step: Sendable {
    case create(String)
    case write(String, offset: Int, bytes: [UInt8])
    case resize(String, Int)
    case rename(String, String)
    case remove(String)
    case synchronizeFile(String)
    /// It failed: what was written may be there or not, and no later one makes it certain.
    case failSynchronization(String)
    case synchronizeFolder(String)
  }

  package struct State: Sendable {
    package var files: [String: [UInt8]] = [:]
    package var steps: [Step] = []
    package var capacity = Int.max
    package var writeError: Errno?
    package var synchronizeError: Errno?
    package var shortWrites = false
    /// Files that are there and can't be opened, such as `./checkpoint`, and why.
    package var openErrors: [String: Errno] = [:]
    /// What a synchronization waits for, once; and what it signals before.
    package var hang: (reached: DispatchSemaphore, goOn: DispatchSemaphore)?
    package var synchronizations = 0
  }

  package let state = Lock(State())

  package init(_ files: [String: [UInt8]] = [:]) {
    state.withLock { $0.files = files }
  }

  package var files: [String: [UInt8]] { state.withLock { $0.files } }

  /// The only file of the log, or the one of this number.
  package func logNames() -> [String] { files.keys.filter { $0.hasSuffix(".log") }.sorted() }

  package static func folder(of key: String) -> String {
    String(key.prefix { $0 != "/" })
  }

  package static func key(_ name: String, _ folder: StoreFolder) -> String {
    "\(folder.rawValue)/\(name)"
  }

  package func names(in folder: StoreFolder) throws(Errno) -> [String] {
    let prefix = "\(folder.rawValue)/"
    return files.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .sorted()
  }

  package func create(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    let key = FaultyDisk.key(name, folder)
    try state.withLock { state throws(Errno) in
      if state.files[key] != nil { throw .exists }
      if state.capacity <= 0 { throw .noSpace }
      state.files[key] = []
      state.steps.append(.create(key))
    }
    return FaultyFile(self, key)
  }

  package func open(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    let key = FaultyDisk.key(name, folder)
    try state.withLock { state throws(Errno) in
      if let error = state.openErrors[key] { throw error }
      if state.files[key] == nil { throw .noSuchFile }
    }
    return FaultyFile(self, key)
  }

  package func modify(_ name: String, in folder: StoreFolder) throws(Errno) -> any DiskFile {
    try open(name, in: folder)
  }

  package func rename(_ name: String, to other: String, in folder: StoreFolder) throws(Errno) {
    let (old, new) = (FaultyDisk.key(name, folder), FaultyDisk.key(other, folder))
    try state.withLock { state throws(Errno) in
      guard let bytes = state.files.removeValue(forKey: old) else { throw .noSuchFile }
      state.files[new] = bytes
      state.steps.append(.rename(old, new))
    }
  }

  package func remove(_ name: String, in folder: StoreFolder) throws(Errno) {
    let key = FaultyDisk.key(name, folder)
    try state.withLock { state throws(Errno) in
      guard state.files.removeValue(forKey: key) != nil else { throw .noSuchFile }
      state.steps.append(.remove(key))
    }
  }

  package func freeSpace() -> Int64? { Int64(state.withLock { $0.capacity }) }

  package func synchronize(_ folder: StoreFolder) throws(Errno) {
    state.withLock { $0.steps.append(.synchronizeFolder(folder.rawValue)) }
  }
}

/// A file that finds its bytes by the name it had when it was opened, or has now.
private final class FaultyFile: DiskFile {
  private let disk: FaultyDisk
  private let name: Lock<String>

  init(_ disk: FaultyDisk, _ name: String) {
    self.disk = disk
    self.name = Lock(name)
  }

  /// The file's name now: the log's files are renamed while they are open.
  private func key(_ state: FaultyDisk.State) -> String {
    name.withLock { name in
      if state.files[name] == nil {
        for case .rename(name, let other) in state.steps { name = other }
      }
      return name
    }
  }

  func write(_ bytes: [UInt8], _ range: Range<Int>, at offset: Int64) throws(Errno) -> Int {
    try disk.state.withLock { state throws(Errno) in
      if let error = state.writeError { throw error }
      let key = self.key(state)
      var part = Array(bytes[range])
      if state.shortWrites { part = Array(part.prefix(max(1, part.count / 2))) }
      var file = state.files[key] ?? []
      let growth = max(0, Int(offset) + part.count - file.count)
      if growth > state.capacity {
        part = Array(part.prefix(max(0, part.count - (growth - state.capacity))))
        if part.isEmpty { throw .noSpace }
      }
      let end = Int(offset) + part.count
      state.capacity -= max(0, end - file.count)
      if file.count < end { file += Array(repeating: 0, count: end - file.count) }
      file.replaceSubrange(Int(offset)..<end, with: part)
      state.files[key] = file
      state.steps.append(.write(key, offset: Int(offset), bytes: part))
      return part.count
    }
  }

  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    disk.state.withLock { state in
      let file = state.files[self.key(state)] ?? []
      return Array(file.dropFirst(Int(offset)).prefix(count))
    }
  }

  func size() throws(Errno) -> Int64 {
    disk.state.withLock { state in Int64(state.files[self.key(state)]?.count ?? 0) }
  }

  func resize(to size: Int64) throws(Errno) {
    disk.state.withLock { state in
      let key = self.key(state)
      var file = state.files[key] ?? []
      let old = file.count
      if file.count > Int(size) { file.removeLast(file.count - Int(size)) }
      if file.count < Int(size) { file += Array(repeating: 0, count: Int(size) - file.count) }
      // Files that were there from the beginning never took any of it.
      let (capacity, isBeyond) = state.capacity.addingReportingOverflow(old - file.count)
      state.capacity = isBeyond ? .max : capacity
      state.files[key] = file
      state.steps.append(.resize(key, Int(size)))
    }
  }

  func synchronize() throws(Errno) {
    let hang = disk.state.withLock { state in
      defer { state.hang = nil }
      return state.hang
    }
    if let hang {
      hang.reached.signal()
      hang.goOn.wait()
    }
    try disk.state.withLock { state throws(Errno) in
      let key = self.key(state)
      if let error = state.synchronizeError {
        state.steps.append(.failSynchronization(key))
        throw error
      }
      state.synchronizations += 1
      state.steps.append(.synchronizeFile(key))
    }
  }
}
