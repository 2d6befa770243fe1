import Posix
import Storage
import StoreFormat

extension StoreVerifier {
  /// Spares must be zeros, each copy in the quarantine be of a file whose loss is on record, and nothing
  /// else stand among what is sealed.
  mutating func verifyBystanders() throws(ArchiveError) {
    for folder in StoreVerifier.strict {
      for name in try names(in: folder) where !isOwn(name, in: folder) {
        let path = folder == .root ? name : "\(folder.rawValue)/\(name)"
        result.note(.unproved, "\(path) is no file of constat: move it out of the store")
      }
    }
    for name in try names(in: .log) where name.hasSuffix(".spare") {
      do throws(Errno) {
        if try !isZeros(name) {
          result.note(.damaged, "log/\(name) is not all zeros: remove it while constatd is stopped")
        }
      } catch {
        // It has become a file of the log meanwhile.
        if error == .noSuchFile { continue }
        try noteUnreadable(.failed("read log/\(name)", error))
      }
    }
    for name in try names(in: .quarantine) {
      let file = LogName.number(of: "\(name.prefix(16)).log")
      guard name.hasSuffix(".damaged"), let file, lossFiles.contains(file) else {
        result.note(
          .unproved,
          "quarantine/\(name): no loss on record names it; move it out of the store"
        )
        continue
      }
      result.quarantined += 1
    }
  }

  private func names(in folder: StoreFolder) throws(ArchiveError) -> [String] {
    do throws(Errno) {
      return try disk.names(in: folder)
    } catch {
      throw .failed("list \(folder.rawValue)/", error)
    }
  }

  /// The folders in which nothing stands but what constat puts there; of `reports` and `quarantine` the
  /// record says what.
  private static let strict: [StoreFolder] = [
    .root, .log, .samples, .ledger, .hours, .days, .checkpoints,
  ]

  /// The files that stand in a store beside its folders.
  private static let own: Set<String> = ["STORE", "lock", Sealer.checkpoint, KeyFile.name]

  /// Folders that are none of the record; the second one is the file system's, where the store is the
  /// root of one.
  private static let beside: Set<String> = ["inbox", "lost+found"]

  /// Whether a name is neither a file's nor a link's, as far as that can be told without entering it.
  private func isFolder(_ name: String) -> Bool {
    do throws(Errno) {
      _ = try disk.open(name, in: .root)
      return false
    } catch {
      return error != .isLink
    }
  }

  /// The file that tells whose all others are must be what was written.
  mutating func verifyIdentity() throws(ArchiveError) {
    let isOwn: Bool
    do throws(StoreError) {
      isOwn = try disk.hasOwnIdentityFile(store)
    } catch {
      throw .store(error)
    }
    if !isOwn {
      result.note(.damaged, "STORE is not what was written: restore it from a backup")
    }
  }

  /// Whether a name is one that constat gives in a folder.
  private func isOwn(_ name: String, in folder: StoreFolder) -> Bool {
    if name.hasPrefix(LogName.temporaryPrefix) { return true }
    return switch folder {
    case .samples: LogSpan(name, ending: ".seg") != nil
    case .ledger: LogSpan(name, ending: ".led") != nil
    case .hours, .days: RollupName.day(of: name) != nil
    case .log: LogName.number(of: name) != nil || LogName.spareNumber(of: name) != nil
    case .checkpoints: TimeStampFiles.size(of: name) != nil
    case .root:
      StoreVerifier.own.contains(name) || StoreFolder.allCases.contains { $0.rawValue == name }
        || StoreVerifier.beside.contains(name) && isFolder(name)
    case .quarantine, .reports: true
    }
  }

  private func isZeros(_ name: String) throws(Errno) -> Bool {
    let file = try disk.open(name, in: .log)
    var offset: Int64 = 0
    while true {
      let bytes = try file.read(1 << 20, at: offset)
      if bytes.isEmpty { return true }
      if bytes.contains(where: { $0 != 0 }) { return false }
      offset += Int64(bytes.count)
    }
  }
}
