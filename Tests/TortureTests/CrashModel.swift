import StoreTestKit
import TestKit

/// A disk step by step, and what a crash after each of them may leave.
///
/// Every file is an inode. Names are made, moved and taken away by changes that are certain once
/// their folder was synchronized; before, each may be undone by itself, unless one that is not undone
/// needs it.
struct CrashModel: Sendable {
  /// A change of names that is not certain yet.
  struct NameChange: Sendable {
    var added: String?
    var removed: String?
    let inode: Int

    func needs(_ earlier: NameChange) -> Bool {
      if inode == earlier.inode { return true }
      let mine = [added, removed].compactMap { $0 }
      return [earlier.added, earlier.removed].compactMap { $0 }.contains { mine.contains($0) }
    }
  }

  private(set) var contents = SectorStore()
  private(set) var inodes: [SectorFile] = []
  /// The names that are certain.
  private(set) var names: [String: Int] = [:]
  private(set) var changes: [NameChange] = []
  private var visibleNames: [String: Int] = [:]
  /// Contents that a sector which was never written may have: noise.
  private(set) var noise: [SectorID] = []

  /// A disk on which all of these files are certain.
  init(_ files: [String: [UInt8]], seed: UInt64) {
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      names[name] = inodes.count
      inodes.append(SectorFile(bytes, &contents))
    }
    visibleNames = names
    var random = SplitMix64(seed: seed)
    noise = (0..<4).map { _ in
      contents.intern(
        (0..<SectorStore.length).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
      )
    }
  }

  /// The files as a process sees them that nothing was cut off from.
  var visible: [String: [UInt8]] {
    visibleNames.mapValues { inode in
      let file = inodes[inode]
      let bytes = file.visible.flatMap { contents.bytes($0) }
      return Array(bytes.prefix(file.size))
    }
  }

  mutating func take(_ step: FaultyDisk.Step) {
    switch step {
    case .create(let name):
      let inode = inodes.count
      inodes.append(SectorFile())
      visibleNames[name] = inode
      changes.append(NameChange(added: name, removed: nil, inode: inode))
    case .write(let name, let offset, let bytes):
      guard let inode = visibleNames[name] else { return }
      inodes[inode].write(bytes, at: offset, &contents)
    case .resize(let name, let size):
      guard let inode = visibleNames[name] else { return }
      inodes[inode].resize(to: size, &contents)
    case .rename(let old, let new):
      guard let inode = visibleNames.removeValue(forKey: old) else { return }
      visibleNames[new] = inode
      changes.append(NameChange(added: new, removed: old, inode: inode))
    case .remove(let name):
      guard let inode = visibleNames.removeValue(forKey: name) else { return }
      changes.append(NameChange(added: nil, removed: name, inode: inode))
    case .synchronizeFile(let name):
      if let inode = visibleNames[name] { inodes[inode].synchronize() }
    case .failSynchronization(let name):
      if let inode = visibleNames[name] { inodes[inode].failToSynchronize() }
    case .synchronizeFolder(let folder): settle(folder)
    }
  }

  private mutating func settle(_ folder: String) {
    var open: [NameChange] = []
    for change in changes {
      guard let name = change.added ?? change.removed, FaultyDisk.folder(of: name) == folder else {
        open.append(change)
        continue
      }
      CrashModel.apply(change, to: &names)
    }
    changes = open
  }

  static func apply(_ change: NameChange, to names: inout [String: Int]) {
    if let removed = change.removed, names[removed] == change.inode {
      names.removeValue(forKey: removed)
    }
    if let added = change.added { names[added] = change.inode }
  }
}
