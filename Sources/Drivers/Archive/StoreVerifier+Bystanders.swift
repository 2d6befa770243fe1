import Posix
import Storage
import StoreFormat

extension StoreVerifier {
  /// Spares must be zeros, each copy in the quarantine be of a file whose loss is on record, and nothing
  /// else stand among what is sealed.
  mutating func verifyBystanders() throws(ArchiveError) {
    do throws(Errno) {
      for folder in StoreVerifier.strict {
        for name in try disk.names(in: folder) where !StoreVerifier.isOwn(name, in: folder) {
          let path = folder == .root ? name : "\(folder.rawValue)/\(name)"
          result.note(.unproved, "\(path) is no file of constat: move it out of the store")
        }
      }
      for name in try disk.names(in: .log) where name.hasSuffix(".spare") {
        if try !isZeros(name) {
          result.note(.damaged, "log/\(name) is not all zeros: remove it while constatd is stopped")
        }
      }
      for name in try disk.names(in: .quarantine) {
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
    } catch {
      throw .failed("read log/ and quarantine/", error)
    }
  }

  /// The folders in which nothing stands but what constat puts there; of `reports` and `quarantine` the
  /// record says what.
  private static let strict: [StoreFolder] = [
    .root, .log, .samples, .ledger, .hours, .days, .checkpoints,
  ]

  /// What stands in a store beside its folders.
  private static let own: Set<String> = [
    "STORE", "lock", "inbox", Sealer.checkpoint, KeyFile.name,
    // Of the file system, where the store is the root of one.
    "lost+found",
  ]

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
  private static func isOwn(_ name: String, in folder: StoreFolder) -> Bool {
    if name.hasPrefix(LogName.temporaryPrefix) { return true }
    return switch folder {
    case .samples: LogSpan(name, ending: ".seg") != nil
    case .ledger: LogSpan(name, ending: ".led") != nil
    case .hours, .days: RollupName.day(of: name) != nil
    case .log: LogName.number(of: name) != nil || LogName.spareNumber(of: name) != nil
    case .checkpoints: TimeStampFiles.size(of: name) != nil
    case .root: own.contains(name) || StoreFolder.allCases.contains { $0.rawValue == name }
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
