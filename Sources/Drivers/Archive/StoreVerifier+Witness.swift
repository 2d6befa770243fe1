import Posix
package import Proving

extension StoreVerifier {
  /// What is known of a store from elsewhere than from itself: a store that was exchanged whole, or
  /// restored from an older backup, is consistent in itself.
  package struct Witness: Sendable {
    /// What was signed last; nil if that isn't known.
    package var mark: SignedMark?
    /// A key that somebody knows to be the store's.
    package var trusted: VerifierKey?
    /// The key on this machine that signs the store, and its path.
    package var own: (key: VerifierKey, path: String)?

    /// Nothing is known.
    package init() {}
  }

  /// Holds the ledger and its keys against what is known of them.
  mutating func verifyWitness() {
    verifyMark()
    let keys = succession.links.map(\.key)
    if let own = witness.own, !keys.isEmpty, !keys.contains(own.key) {
      result.note(
        .damaged,
        "the record is signed by other keys than the one at \(own.path): restore the store's own record,"
          + " or that key"
      )
    }
    guard let trusted = witness.trusted else { return }
    guard let place = keys.firstIndex(of: trusted) else {
      result.note(
        .damaged,
        "the record is not signed by the key that is trusted: it is none of its keys"
      )
      return
    }
    // Anybody may announce a key that he doesn't have: what counts is that it, or what it signed, signs.
    let signing = result.signer.flatMap { signer in
      keys.lastIndex { $0.description == signer.key }
    }
    if signing.map({ $0 < place }) ?? true {
      result.note(
        .damaged,
        "the record is not signed by the key that is trusted, nor by one after it"
      )
    }
  }

  private mutating func verifyMark() {
    guard let mark = witness.mark, let known = signedLast, known.origin == succession.origin else {
      return
    }
    if known.size > tree.size {
      result.note(
        .missing,
        "\(known.size - tree.size) entries that were signed, as \(mark.path) says: the store is from an older"
          + " backup, and constatd refuses it. Restore a newer one, or see `constat key accept-older`"
      )
    } else if tree.root(of: known.size, using: &hasher) != known.root {
      result.note(
        .damaged,
        "the record is another one than was signed, as \(mark.path) says: restore the whole store from a"
          + " backup"
      )
    }
  }
}
