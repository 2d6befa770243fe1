/// What a crash may leave of the steps that a disk went through.
package enum CrashStates {
  /// The disk after all steps, the last write cut to its first `tear` bytes.
  package static func files(
    after steps: ArraySlice<FaultyDisk.Step>,
    tear: Int? = nil
  ) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (index, step) in zip(steps.indices, steps) {
      switch step {
      case .create(let name): files[name] = []
      case .write(let name, let offset, var bytes):
        if index == steps.endIndex - 1, let tear { bytes = Array(bytes.prefix(tear)) }
        var file = files[name] ?? []
        let end = offset + bytes.count
        if file.count < end { file += Array(repeating: 0, count: end - file.count) }
        file.replaceSubrange(offset..<end, with: bytes)
        files[name] = file
      case .resize(let name, let size):
        let file = files[name] ?? []
        files[name] = file.prefix(size) + Array(repeating: 0, count: max(0, size - file.count))
      case .rename(let old, let new): files[new] = files.removeValue(forKey: old)
      case .remove(let name): files.removeValue(forKey: name)
      case .synchronizeFile, .failSynchronization, .synchronizeFolder: break
      }
    }
    return files
  }

  /// The steps that are certain to survive: writes that their file's synchronization followed, and
  /// names that the folder's did.
  package static func durable(_ steps: ArraySlice<FaultyDisk.Step>) -> [FaultyDisk.Step] {
    var kept: [FaultyDisk.Step] = []
    var folders: Set<String> = []
    var files: Set<String> = []
    for step in steps.reversed() {
      switch step {
      case .synchronizeFolder(let name): folders.insert(name)
      case .synchronizeFile(let name): files.insert(name)
      case .write(let name, _, _), .resize(let name, _):
        if files.contains(name) { kept.append(step) }
      case .rename(let old, let new):
        if folders.contains(FaultyDisk.folder(of: new)) {
          kept.append(step)
          if files.contains(new) { files.insert(old) }
        }
      case .remove(let name):
        if folders.contains(FaultyDisk.folder(of: name)) { kept.append(step) }
      case .create: kept.append(step)
      case .failSynchronization: break
      }
    }
    return kept.reversed()
  }
}
