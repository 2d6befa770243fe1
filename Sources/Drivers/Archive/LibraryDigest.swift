import Crypto
import Proving
import StoreFormat

/// SHA-256 by the system's library, for what is hashed by the mebibyte.
struct LibraryDigest: DigestFunction, ~Copyable {
  private var context: DigestContext

  init() throws(ArchiveError) {
    do throws(CryptoError) {
      context = try DigestContext()
    } catch {
      throw .crypto("\(error)")
    }
  }

  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    context.add(bytes, range)
  }

  mutating func finish() -> Hash {
    Hash(context.finish())
  }
}

/// Hashes leaves and nodes by the system's library.
typealias LibraryHasher = TreeHasher<LibraryDigest>
