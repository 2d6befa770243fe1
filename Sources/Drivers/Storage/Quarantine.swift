package import Posix
import StoreFormat

/// Keeps a damaged file as it was found, beside the log.
///
/// The copy's name tells the file and the place, so that a damage is reported once; the file itself
/// stays, and its valid groups are read.
package enum Quarantine {
  /// The names of the copies that are there.
  package static func known(on disk: any Disk) throws(StoreError) -> Set<String> {
    do throws(Errno) {
      return Set(try disk.names(in: .quarantine))
    } catch {
      throw .failed("list the quarantine", error)
    }
  }

  /// Copies a damaged file, unless that was done before.
  package static func keep(_ damage: Damage, on disk: any Disk) throws(Errno) {
    let name = damage.copyName
    if try disk.names(in: .quarantine).contains(name) { return }
    let temporary = LogName.temporaryPrefix + name
    try? disk.remove(temporary, in: .quarantine)
    let copy = try disk.create(temporary, in: .quarantine)
    do throws(Errno) {
      let source = try disk.open(LogName.file(damage.file), in: .log)
      var offset: Int64 = 0
      while true {
        let bytes = try source.read(1 << 20, at: offset)
        if bytes.isEmpty { break }
        try copy.writeAll(bytes, at: offset)
        offset += Int64(bytes.count)
      }
    } catch {
      // A file that is missing altogether leaves an empty copy as its mark.
      if error != .noSuchFile {
        try? disk.remove(temporary, in: .quarantine)
        throw error
      }
    }
    try copy.synchronize()
    try disk.rename(temporary, to: name, in: .quarantine)
    try disk.synchronize(.quarantine)
  }
}
