import Annotating
import Chronology
import Posix
import Storage
import StoreFormat
import Upkeep

extension Archivist {
  /// Deletes what is older than it is kept, after that is on record.
  ///
  /// What else the log held stays in the ledger.
  ///
  /// - Returns: Whether nothing more is to expire now.
  func expire(_ listing: ArchiveListing) throws(ArchiveError) -> Bool {
    times.keep(listing.segments)
    var files = try keptFiles(listing)
    try keepUnsummed(&files, listing)
    let old = retention.expired(among: files, at: now(), limit: .max)
    held = try heldFiles(among: old, listing)
    let expired = retention.expired(among: files, at: now(), limit: Archivist.expiryLimit) { file in
      held.contains(file)
    }
    if expired.isEmpty { return true }
    guard observer.record(expired.flatMap(\.expiry)) else { return false }
    for file in expired { try remove(file.name, in: file.tier.folder) }
    return expired.count + held.count == old.count
  }

  /// What holds keep.
  ///
  /// What was declared is read from the record when something would go, so that a hold is heeded from
  /// the moment on in which it is durable, and after every restart.
  private func heldFiles(
    among old: [KeptFile],
    _ listing: ArchiveListing
  ) throws(ArchiveError) -> Set<KeptFile> {
    if old.isEmpty { return [] }
    let holds = Holds(try annotations.read())
    if holds.inForce.isEmpty { return [] }
    var held: Set<KeptFile> = []
    for file in old where holds.keep(try file.stretches(listing, on: disk)) { held.insert(file) }
    return held
  }

  /// Leaves out samples whose day has no rollups yet and is to have some, and all that were recorded
  /// behind them.
  ///
  /// After a long stop they may be old enough before the first hour that settles their day is sealed.
  private func keepUnsummed(
    _ files: inout [KeptFile],
    _ listing: ArchiveListing
  ) throws(ArchiveError) {
    guard let age = retention.samples, age >= Retention.leastSummedUp,
      files.contains(where: { $0.tier == .samples && $0.interval.end + age < now() }),
      let first = try rollups.firstUnsummed(listing, isKept: isKept)
    else { return }
    files.removeAll { file in
      file.tier == .samples && LogSpan(file.name, ending: ".seg").map { $0 >= first } ?? false
    }
  }

  /// Whether rollups of a day stay if they are made now: history that is imported may be older.
  func isKept(_ day: UInt32) -> Bool {
    [KeptFile.Tier.hours, .days].allSatisfy { tier in
      retention.age(of: tier).map { Interval.day(Int64(day)).end > now() - $0 } ?? true
    }
  }

  /// What has an age at which it goes, each tier ascending.
  private func keptFiles(_ listing: ArchiveListing) throws(ArchiveError) -> [KeptFile] {
    var files: [KeptFile] = []
    if retention.samples != nil {
      for span in listing.segments {
        guard let interval = try times.interval(of: span, listing, on: disk) else { continue }
        files.append(KeptFile(span, recorded: interval))
      }
    }
    for tier in [KeptFile.Tier.hours, .days] where retention.age(of: tier) != nil {
      files += try KeptFile.rollups(tier, on: disk)
    }
    return files
  }

  /// Tells when the store is larger than it may be, and when it isn't any more.
  func measure() throws(ArchiveError) {
    guard retention.sizeLimit != nil else { return }
    let bytes = try StoreSize.bytes(on: disk)
    if let change = size.look(at: bytes, limit: retention.sizeLimit) {
      observer.sized(change, bytes)
    }
  }
}
