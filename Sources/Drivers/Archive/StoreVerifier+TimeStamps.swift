import Chronology
import Posix
import Proving
import Storage
import StoreFormat

extension StoreVerifier {
  /// By how much the authority's clock may be behind the record's time.
  static let stampTolerance = TimeAmount.days(1)

  /// Holds each time-stamp against what was received, against the checkpoint that it stamps, and that
  /// against the ledger.
  ///
  /// The authority's own signature is not checked: whom to believe is the reader's choice.
  mutating func verifyTimeStamps() throws(ArchiveError) {
    for name in try TimeStampFiles.unstamped(on: disk) {
      result.note(
        .unproved,
        "checkpoints/\(name) has no time-stamp: constatd was ended before there was one; remove it"
      )
    }
    for size in try TimeStampFiles.sizes(on: disk) {
      do throws(ArchiveError) {
        try verifyTimeStamp(size)
      } catch {
        try noteUnreadable(error)
      }
    }
  }

  private mutating func verifyTimeStamp(_ size: UInt64) throws(ArchiveError) {
    let name = LogName.hexadecimal(size)
    guard let bytes = try stampFile(name + TimeStampFiles.replyEnding) else { return }
    guard let note = try stampFile(name + TimeStampFiles.noteEnding) else {
      result.note(
        .missing,
        "checkpoints/\(name).note, of which there is a time-stamp: restore it from a backup"
      )
      return
    }
    let reply: TimeStampReply
    do throws(TimeStampError) {
      reply = try TimeStampReply(decoding: bytes)
    } catch {
      result.note(.damaged, "checkpoints/\(name).tsr (\(error)): restore it from a backup")
      return
    }
    guard reply.hash == hasher.plain(note) else {
      result.note(
        .damaged,
        "checkpoints/\(name).tsr stamps something else than \(name).note: restore both from a backup"
      )
      return
    }
    guard try isAsReceived(bytes, name) else { return }
    guard isSigned(note, size) else {
      result.note(
        .damaged,
        "checkpoints/\(name).note is no checkpoint of this ledger: restore both from a backup"
      )
      return
    }
    if let written = sealTimes.last(where: { $0.size <= size })?.time,
      reply.time + StoreVerifier.stampTolerance < written
    {
      result.note(
        .unproved,
        "checkpoints/\(name).tsr says \(reply.time), which is before the record's own"
          + " \(written): the authority's clock was wrong or this machine's; the stamp proves no time"
      )
      return
    }
    result.stamps.append(Verification.Stamp(size: size, time: reply.time, name: name))
  }

  /// A file of a time-stamp; nil where it isn't there.
  private func stampFile(_ name: String) throws(ArchiveError) -> [UInt8]? {
    do throws(ArchiveError) {
      return try ArchiveError.readingAll(name, in: .checkpoints, on: disk)
    } catch {
      guard case .failed(_, .noSuchFile) = error else { throw error }
      return nil
    }
  }

  /// Holds an answer against its hash as it was received: the rest of its bytes proves nothing without
  /// the authority's certificates, but must not change.
  private mutating func isAsReceived(
    _ reply: [UInt8],
    _ name: String
  ) throws(ArchiveError) -> Bool {
    guard let sum = try stampFile(name + TimeStampFiles.sumEnding) else {
      result.note(
        .unproved,
        "checkpoints/\(name).tsr has no \(name).sha256 beside it, as an earlier version kept it: hold"
          + " it against its authority with openssl ts -verify, then write the file with sha256sum"
      )
      return false
    }
    if sum == TimeStampFiles.sum(of: hasher.plain(reply), name) { return true }
    result.note(
      .damaged,
      "checkpoints/\(name).tsr is not what was received, or \(name).sha256 is not what was written:"
        + " restore both from a backup"
    )
    return false
  }

  /// Whether a note is a checkpoint of this ledger when it had so many entries, signed by its key then.
  private mutating func isSigned(_ bytes: [UInt8], _ size: UInt64) -> Bool {
    guard let note = try? SignedNote(bytes), let checkpoint = try? Checkpoint(note.text),
      checkpoint.size == size, checkpoint.origin == succession.origin, size <= tree.size,
      checkpoint.root == tree.root(of: size, using: &hasher),
      let key = succession.link(inForceAt: size)?.key
    else { return false }
    return (try? note.signers(among: [key], LibrarySignatures())) != nil
  }
}
