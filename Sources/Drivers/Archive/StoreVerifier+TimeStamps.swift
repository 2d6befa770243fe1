import Chronology
import Posix
import Proving
import Storage
import StoreFormat

extension StoreVerifier {
  /// By how much the authority's clock may be behind the record's time.
  static let stampTolerance = TimeAmount.days(1)

  /// Holds each time-stamp against the checkpoint that it stamps, and that against the ledger.
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
      let name = LogName.hexadecimal(size)
      let reply: TimeStampReply
      let note: [UInt8]
      do throws(ArchiveError) {
        note = try ArchiveError.readingAll(
          name + TimeStampFiles.noteEnding,
          in: .checkpoints,
          on: disk
        )
        let bytes = try ArchiveError.readingAll(
          name + TimeStampFiles.replyEnding,
          in: .checkpoints,
          on: disk
        )
        do throws(TimeStampError) {
          reply = try TimeStampReply(decoding: bytes)
        } catch {
          result.note(.damaged, "checkpoints/\(name).tsr (\(error)): restore it from a backup")
          continue
        }
      } catch {
        guard case .failed(_, .noSuchFile) = error else { throw error }
        result.note(
          .missing,
          "checkpoints/\(name).note, of which there is a time-stamp: restore it from a backup"
        )
        continue
      }
      guard reply.hash == hasher.plain(note) else {
        result.note(
          .damaged,
          "checkpoints/\(name).tsr stamps something else than \(name).note: restore both from a backup"
        )
        continue
      }
      guard isSigned(note, size) else {
        result.note(
          .damaged,
          "checkpoints/\(name).note is no checkpoint of this ledger: restore both from a backup"
        )
        continue
      }
      if let written = sealTimes.last(where: { $0.size <= size })?.time,
        reply.time + StoreVerifier.stampTolerance < written
      {
        result.note(
          .unproved,
          "checkpoints/\(name).tsr says \(reply.time), which is before the record's own"
            + " \(written): the authority's clock was wrong or this machine's; the stamp proves no time"
        )
        continue
      }
      result.stamps.append(Verification.Stamp(size: size, time: reply.time, name: name))
    }
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
