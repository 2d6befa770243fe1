import Posix
import Storage

extension Archivist {
  /// Removes what other files have taken the place of.
  func clear(_ listing: ArchiveListing) throws(ArchiveError) {
    if listing.leftovers.isEmpty { return }
    // What has taken their place may have got its name, and then the folder failed to synchronize.
    for folder in [StoreFolder.ledger, .samples] { try synchronize(folder) }
    for leftover in listing.leftovers where try isReplaced(leftover, listing) {
      try remove(leftover.name, in: leftover.folder)
    }
  }

  /// Whether a segment that has taken another one's place can be read; other files need no successor
  /// but the one that the listing found.
  private func isReplaced(
    _ leftover: ArchiveListing.Leftover,
    _ listing: ArchiveListing
  ) throws(ArchiveError) -> Bool {
    guard leftover.folder == .samples, let span = LogSpan(leftover.name, ending: ".seg") else {
      return true
    }
    guard let larger = listing.segments.first(where: { $0.contains(span) }) else { return false }
    do throws(ArchiveError) {
      _ = try SegmentFile(larger, on: disk)
      return true
    } catch {
      // `constat verify` and every reader tell of it.
      if case .damaged = error { return false }
      throw error
    }
  }

  private func synchronize(_ folder: StoreFolder) throws(ArchiveError) {
    do throws(Errno) {
      try disk.synchronize(folder)
    } catch {
      throw .failed("synchronize \(folder.rawValue)", error)
    }
  }

  /// Removes a file; one that is not there is no error.
  func remove(_ name: String, in folder: StoreFolder) throws(ArchiveError) {
    do throws(Errno) {
      try disk.remove(name, in: folder)
      try disk.synchronize(folder)
    } catch {
      if error != .noSuchFile { throw .failed("remove \(folder.rawValue)/\(name)", error) }
    }
  }
}
