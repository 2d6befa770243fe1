/// A text with the signatures of one or more keys under it.
///
/// Source: C2SP signed-note.
package struct SignedNote: Hashable, Sendable {
  /// One line under the text.
  package struct Signature: Hashable, Sendable {
    /// Who claims to have signed.
    package let name: String
    /// Which of its keys.
    package let id: UInt32
    /// The signature, of any algorithm.
    package let bytes: [UInt8]

    /// The signature of a key.
    package init(by key: VerifierKey, _ bytes: [UInt8]) {
      name = key.name
      id = key.id
      self.bytes = bytes
    }

    fileprivate init(name: String, id: UInt32, bytes: [UInt8]) {
      self.name = name
      self.id = id
      self.bytes = bytes
    }
  }

  /// How many bytes a note has at most: 16 signatures of 5,000 bytes, which the specification wants
  /// to be taken, and as much again.
  package static let lengthLimit = 1 << 18
  /// How many signatures a note has at most.
  package static let signatureLimit = 100

  private static let dash = "\u{2014} "

  /// What is signed; ends with a line feed.
  package let text: String
  /// In order.
  package let signatures: [Signature]

  /// A note of a text and its signatures.
  ///
  /// - Precondition: The text ends with a line feed and there is a signature.
  package init(text: String, signatures: [Signature]) {
    precondition(text.utf8.last == 0x0A && !signatures.isEmpty, "a text and a signature")
    self.text = text
    self.signatures = signatures
  }

  /// The note's bytes.
  package var bytes: [UInt8] {
    var note = text + "\n"
    for signature in signatures {
      let id = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: signature.id >> UInt32($0)) }
      note += "\(SignedNote.dash)\(signature.name) \(Base64.text(id + signature.bytes))\n"
    }
    return Array(note.utf8)
  }

  /// Reads a note; nothing of it is verified.
  package init(_ bytes: [UInt8]) throws(NoteError) {
    guard bytes.count <= SignedNote.lengthLimit,
      !bytes.contains(where: { $0 < 0x20 && $0 != 0x0A }),
      let note = String(validating: bytes, as: UTF8.self), bytes.last == 0x0A
    else { throw .malformed }
    // The last empty line parts the text from the signatures.
    guard
      let gap = bytes.indices.dropFirst().last(where: { bytes[$0] == 10 && bytes[$0 - 1] == 10 })
    else { throw .malformed }
    let start = note.utf8.index(note.startIndex, offsetBy: gap)
    text = String(note[..<start])
    let lines = note.utf8[start...].dropFirst().dropLast()
      .split(separator: 0x0A, omittingEmptySubsequences: false)
    guard !text.isEmpty, lines.count <= SignedNote.signatureLimit else { throw .malformed }
    var signatures: [Signature] = []
    for line in lines { signatures.append(try SignedNote.signature(String(Substring(line)))) }
    self.signatures = signatures
  }

  private static func signature(_ line: String) throws(NoteError) -> Signature {
    guard line.utf8.starts(with: dash.utf8) else { throw .malformed }
    let words = line.unicodeScalars.dropFirst(2)
      .split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2 else { throw .malformed }
    let name = String(Substring(words[0]))
    guard VerifierKey.isName(name), let bytes = Base64.bytes(Substring(words[1])), bytes.count > 4
    else { throw .malformed }
    let id = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return Signature(name: name, id: id, bytes: Array(bytes.dropFirst(4)))
  }

  /// Which of the known keys signed.
  ///
  /// Signatures of unknown keys are ignored, even if they share a name or an id with a known one.
  ///
  /// - Throws: `wrongSignature` if one of a known key isn't valid, `unknownKeys` if there is none.
  package func signers(
    among keys: [VerifierKey],
    _ check: some SignatureCheck
  ) throws(NoteError) -> [VerifierKey] {
    var found: [VerifierKey] = []
    for signature in signatures {
      // By bytes: Swift's `==` takes a name in another Unicode form for the same.
      for key in keys
      where key.id == signature.id && key.name.utf8.elementsEqual(signature.name.utf8) {
        guard check.isValid(signature.bytes, of: Array(text.utf8), by: key.publicKey) else {
          throw .wrongSignature(signature.name)
        }
        if !found.contains(key) { found.append(key) }
      }
    }
    if found.isEmpty { throw .unknownKeys }
    return found
  }
}
