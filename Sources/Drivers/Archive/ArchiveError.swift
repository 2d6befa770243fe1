package import Posix
package import Storage
package import StoreFormat

/// Why something of the archive can't be made or read; the text says what to do.
package enum ArchiveError: Error, Hashable, Sendable {
  /// The log or a folder can't be read.
  case store(StoreError)
  /// A call failed: what was tried.
  case failed(String, Errno)
  /// A file isn't what it should be.
  case damaged(file: String, FormatError)
  /// What was written, read again, isn't what it was made from.
  case differs(file: String)
  /// The ledger is older than the checkpoint that was signed over it: how many entries it has, and
  /// how many were signed.
  case older(entries: UInt64, signed: UInt64)
  /// The store is older than what was signed of it, as a file outside of it says: how many entries it
  /// has, how many were signed, and the file.
  case behindMark(entries: UInt64, signed: UInt64, path: String)
  /// The store's record is another one than was signed, as a file outside of it says: how many entries
  /// it has, how many were signed, and the file.
  case exchanged(entries: UInt64, signed: UInt64, path: String)
  /// The ledger isn't the one that was signed.
  case notSigned(entries: UInt64)
  /// The key isn't the one that signed this store's checkpoints; the one that did.
  case foreignKey(String)
  /// The key that is to follow has signed before.
  case repeatedKey(String)
  /// A key would belong to another user than the store, who could not read it; the user who owns the
  /// store, and the one that this process runs as.
  case foreignUser(owner: UInt32, user: UInt32)
  /// There is no key at a path.
  case noKey(String)
  /// The file holds no key; its path.
  case key(String)
  /// libcrypto failed; its own words.
  case crypto(String)
  /// The rollups of a day can't be made; the day and the reason.
  indirect case rollup(String, ArchiveError)
  /// The segments of a day can't be made one; the day and the reason.
  indirect case merging(String, ArchiveError)
  /// What is due to expire, or to be merged or cleared away, stays; the reason.
  indirect case upkeep(ArchiveError)
}

extension ArchiveError {
  /// Whether it is the state of a file, which others may not share; not what keeps all from being read,
  /// such as too many open files.
  var isOfOneFile: Bool {
    switch self {
    case .damaged, .failed(_, .noSuchFile), .failed(_, .inputOutput), .failed(_, .noSuchDevice):
      true
    default: false
    }
  }

  /// Whether something was signed that the ledger doesn't lead up to: to sign it would contradict that.
  var isOfAnotherRecord: Bool {
    switch self {
    case .older, .notSigned, .behindMark, .exchanged: true
    default: false
    }
  }

  /// Whether the sealing itself goes on.
  package var isOfWhatIsSealed: Bool {
    switch self {
    case .rollup, .merging, .upkeep: true
    default: false
    }
  }
}

extension ArchiveError: CustomStringConvertible {
  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .store(let error): error.description
    case .failed(let action, let error): "can't \(action): \(error.withAdvice)"
    case .damaged(let file, let error):
      "\(file) is damaged (\(error)): restore it from a backup; what it stands for can't be read"
    case .differs(let file):
      "\(file) was written and read back otherwise: look after the machine's memory and disk;"
        + " the log is kept, and it is tried again"
    case .older(let entries, let signed):
      "this store is an older copy: its ledger has \(entries) entries, and \(signed) were signed."
        + " Restore the whole store from a newer backup, or name a new folder by `store` in the"
        + " configuration; this one stays readable"
    case .behindMark(let entries, let signed, let path):
      "this store is not the newest: its ledger has \(entries) entries, and of it, or of another copy,"
        + " \(signed) were signed, as \(path) says. Restore the whole store from a newer backup. If there is"
        + " none, `constat key accept-older` lets constatd go on from here, and puts that on record; or name a"
        + " new folder by `store` in the configuration; this one stays readable"
    case .exchanged(let entries, let signed, let path):
      "this store has another record than was signed: the first \(signed) of its ledger's \(entries) entries"
        + " are not those that were signed, as \(path) says. Restore the whole store from a backup, and look"
        + " who may write into it. If there is none, `constat key accept-older` lets constatd go on with this"
        + " one, and puts that on record; or name a new folder by `store` in the configuration; this one stays"
        + " readable"
    case .notSigned(let entries):
      "the \(entries) entries of this store's ledger are not those that were signed: restore the whole"
        + " store from a backup, or name a new folder by `store` in the configuration; this one stays"
        + " readable"
    case .foreignKey(let key):
      "this store's checkpoints are signed by \(key), and the key that is configured is another:"
        + " configure that key again"
    case .repeatedKey(let key):
      "\(key) has signed before and can't follow: remove the file that ends with .next, and give"
        + " `constat key rotate` again"
    case .foreignUser(let owner, let user):
      "the store belongs to user \(owner), and this process runs as user \(user): constatd could not read"
        + " the new key. Give the command as user \(owner) (setpriv --reuid \(owner) --clear-groups"
        + " constat key rotate); nothing was changed"
    case .noKey(let path):
      "there is no key at \(path): name it by `seal-key`. If constatd gets it as the credential"
        + " constat-seal-key, give it a new one (openssl rand -hex 32) as the credential"
        + " constat-seal-key.next"
    case .key(let path):
      "\(path) holds no key: it must be 64 hexadecimal digits. Restore it from a backup. Only for a store"
        + " that no key has signed yet remove it: a new key is made at the next start"
    case .rollup(let day, let error):
      "the rollups of \(day) are not made: \(error); its samples are read instead"
    case .merging(let day, let error):
      "the hours of \(day) are not merged into one file: \(error). They are read as they are, and other"
        + " days go on"
    case .upkeep(let error):
      "nothing expires and no day is merged: \(error). It is tried again when the log begins its next file"
    case .crypto(let words):
      "libcrypto failed (\(words)): look after the machine's OpenSSL"
    }
  }
}
