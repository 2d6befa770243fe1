package import Crypto
package import Proving
import Sampling
import StoreFormat

/// The key that signs a store's checkpoints.
///
/// It belongs to the one thread that seals.
package final class CheckpointSigner {
  /// What its signatures are verified by.
  package let verifier: VerifierKey
  private let key: SigningKey

  /// A signer by a key.
  ///
  /// - Parameter origin: The log's name: ``origin(of:)`` of the store.
  package init(_ key: consuming SigningKey, origin: String) throws(ArchiveError) {
    let bytes: [UInt8]
    do throws(CryptoError) {
      bytes = try key.publicKey()
    } catch {
      throw .crypto("\(error)")
    }
    guard let verifier = VerifierKey(name: origin, publicKey: bytes) else {
      throw .crypto("the key is none by which a signature proves anything")
    }
    self.verifier = verifier
    self.key = key
  }

  /// The name of a store's log of entries: `constat/` and the store's identity in hexadecimal.
  package static func origin(of store: [UInt8]) -> String { "constat/\(Hexadecimal.text(store))" }

  /// Signs bytes; equal ones get equal signatures.
  func sign(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
    do throws(CryptoError) {
      return try key.sign(bytes)
    } catch {
      throw .crypto("\(error)")
    }
  }

  /// The signed checkpoint of a tree.
  func note(_ end: LedgerEnd) throws(ArchiveError) -> SignedNote {
    let text = Checkpoint(origin: verifier.name, size: end.tree.size, root: end.root).text
    return SignedNote(
      text: text,
      signatures: [SignedNote.Signature(by: verifier, try sign(Array(text.utf8)))]
    )
  }
}
