import Posix
import Proving
import Storage
import StoreFormat

extension Sealer {
  /// Refuses a ledger that does not lead up to the checkpoint that was signed last.
  static func compare(
    _ end: LedgerEnd,
    with signed: Checkpoint?,
    of store: [UInt8]
  ) throws(ArchiveError) {
    // Another store's is no promise of this one, and `constat verify` names it.
    guard let signed, signed.origin == CheckpointSigner.origin(of: store) else { return }
    if signed.size > end.tree.size {
      throw .older(entries: end.tree.size, signed: signed.size)
    }
    if signed.size == end.tree.size, signed.root != end.root {
      throw .notSigned(entries: end.tree.size)
    }
  }

  /// Whether there is a checkpoint, readable or not.
  static func hasCheckpoint(_ disk: any Disk) throws(ArchiveError) -> Bool {
    do throws(Errno) {
      return try disk.names(in: .root).contains(checkpoint)
    } catch {
      throw .failed("list the store", error)
    }
  }

  /// The note that was signed last; nil where there is none that can be read, which `constat verify`
  /// says.
  static func signed(_ disk: any Disk) throws(ArchiveError) -> SignedNote? {
    let bytes: [UInt8]
    do throws(ArchiveError) {
      bytes = try ArchiveError.readingAll(checkpoint, in: .root, on: disk)
    } catch {
      if case .failed(_, .noSuchFile) = error { return nil }
      throw error
    }
    return try? SignedNote(bytes)
  }
}
