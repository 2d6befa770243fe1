import Chronology

extension Damage: CustomStringConvertible {
  /// What cannot be read, where, and what to do: one line.
  package var description: String {
    isSealed ? sealedText : unsealedText
  }

  private var sealedText: String {
    let made = madeText.isEmpty ? "" : " (\(madeText.dropFirst(2)))"
    return
      "the record is damaged: what is sealed of log file \(file) cannot be read or is not there"
      + made
      + "; time that no other sample vouches for is unknown: constat verify names the files of"
      + " samples/, ledger/, hours/ and days/ to restore from a backup"
  }

  /// When it was made; before the first file that can be read nobody knows that.
  private var madeText: String {
    interval.end.nanoseconds > 0 ? ", made between \(interval.start) and \(interval.end)" : ""
  }

  private var unsealedText: String {
    let commits =
      if offset > 0, lastCommit + 1 == firstCommit {
        "what this file repeats of those before, ahead of commit \(firstCommit),"
      } else if lastCommit == 0 {
        "commits from \(firstCommit) on"
      } else if firstCommit == lastCommit {
        "commit \(firstCommit)"
      } else {
        "commits \(firstCommit) to \(lastCommit)"
      }
    return "the record is damaged: \(commits) cannot be read (log/\(LogName.file(file)), from byte "
      + "\(offset) on\(madeText)); time that no other "
      + "sample vouches for is unknown: restore that file from a backup if there is one"
  }
}
