import Crypto
import Proving
import StoreFormat
import Testing

@Suite struct SignedNoteTests {
  // Source: golang.org/x/mod/sumdb/note, note_test.go.
  static let text =
    "If you think cryptography is the answer to your problem,\n"
    + "then you don't know what your problem is.\n"
  static let peterLine =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6K"
    + "E6RyyBwJnAM=\n"
  static let enochLine =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1"
    + "RvMc+QQ=\n"
  static let peter = VerifierKey(VerifierKeyTests.peter)
  static let enoch = VerifierKey("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")

  // Source: C2SP signed-note.md and tlog-checkpoint.md.
  static let poem = """
    Ognuno sta solo sul cuor della terra
    trafitto da un raggio di sole:

    ed è subito sera.

    — quasimodo.example/salvatore \
    NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

    """

  private func note(_ text: String) throws -> SignedNote { try SignedNote(Array(text.utf8)) }

  @Test func `a note of Go's note package is signed again to the same bytes`() throws {
    let seed = try #require(Base64.bytes("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"))
    let key = try SigningKey(seed: Array(seed.dropFirst()))
    let peter = try #require(Self.peter)
    #expect(try key.publicKey() == peter.publicKey)
    let signature = try key.sign(Array(Self.text.utf8))
    let note = SignedNote(text: Self.text, signatures: [.init(by: peter, signature)])
    #expect(String(decoding: note.bytes, as: UTF8.self) == Self.text + "\n" + Self.peterLine)
  }

  @Test func `who signed is found among the known keys, the others are ignored`() throws {
    let note = try note(Self.text + "\n" + Self.peterLine + Self.enochLine)
    let (peter, enoch) = (try #require(Self.peter), try #require(Self.enoch))
    #expect(note.text == Self.text && note.signatures.count == 2)
    #expect(try note.signers(among: [peter], LibcryptoCheck()) == [peter])
    #expect(try note.signers(among: [enoch, peter], LibcryptoCheck()) == [peter, enoch])
    #expect(throws: NoteError.unknownKeys) { try note.signers(among: [], LibcryptoCheck()) }
    let namesake = try TestKey(1, name: "PeterNeumann").verifier
    #expect(throws: NoteError.unknownKeys) { try note.signers(among: [namesake], LibcryptoCheck()) }
  }

  @Test func `a name in another Unicode form is another name`() throws {
    let key = try TestKey(1, name: "caf\u{E9}")
    let line = String(decoding: try key.sign(Self.text).bytes, as: UTF8.self)
      .replacing("caf\u{E9}", with: "cafe\u{301}")
    #expect(throws: NoteError.unknownKeys) {
      try self.note(line).signers(among: [key.verifier], LibcryptoCheck())
    }
  }

  @Test func `one wrong signature of a known key spoils the note`() throws {
    let (peter, enoch) = (try #require(Self.peter), try #require(Self.enoch))
    let other = Self.text.replacing("don't", with: "do")
    let wrong = try note(other + "\n" + Self.peterLine)
    #expect(throws: NoteError.wrongSignature("PeterNeumann")) {
      try wrong.signers(among: [peter, enoch], LibcryptoCheck())
    }
    let longer = Self.enochLine.replacing("NtCOXm2", with: "NtCOABCDXm2")
    let both = try note(Self.text + "\n" + Self.peterLine + longer)
    #expect(try both.signers(among: [peter], LibcryptoCheck()) == [peter])
    #expect(throws: NoteError.wrongSignature("EnochRoot")) {
      try both.signers(among: [peter, enoch], LibcryptoCheck())
    }
  }

  @Test func `the note of the specification is read and written again`() throws {
    let note = try note(Self.poem)
    #expect(note.text.hasSuffix("sole:\n\ned è subito sera.\n"))
    #expect(note.signatures.map(\.name) == ["quasimodo.example/salvatore"])
    #expect(note.signatures.map(\.bytes.count) == [64])
    #expect(note.bytes == Array(Self.poem.utf8))
  }

  static let malformed: [String] = [
    "", "\n", "\n\n", text, text + "\n", text + "\n" + peterLine.dropLast(), peterLine,
    "\u{1}" + text + "\n" + peterLine, text + "\r\n\n" + peterLine, text + peterLine,
    text + "\n— Bad Name x08go/ZJkuBS9UG/SffcvIAQ\n", text + "\n—  x08go/ZJkuBS9UG/SffcvIAQ\n",
    text + "\n" + peterLine + "Unexpected line.\n", text + "\n- a x08go/ZJkuBS9UG/SffcvIAQ\n",
    text + "\n— a+b x08go/ZJkuBS9UG/SffcvIAQ\n", text + "\n— a x08goQ\n", text + "\n— a x08goQ==\n",
    text + "\n— a  x08go/ZJ\n", text + "\n— a x08go/ZJ \n", text + "\n" + peterLine + "\n",
    text + "\n— a x08go_ZJ\n", text + "\n— a\n", text + "\n—\u{A0}a x08go/ZJ\n",
    text + "\n" + String(repeating: peterLine, count: 101),
  ]

  @Test(arguments: malformed)
  func `what isn't written as a note is refused`(text: String) {
    #expect(throws: NoteError.malformed) { try note(text) }
  }

  @Test func `bytes that aren't UTF-8, and a note beyond the limit, are refused`() {
    let good = Array((Self.text + "\n" + Self.peterLine).utf8)
    #expect(throws: NoteError.malformed) { try SignedNote([0xFF] + good) }
    let long = [UInt8](repeating: 0x61, count: SignedNote.lengthLimit)
    #expect(throws: NoteError.malformed) { try SignedNote(long + good) }
  }

  @Test func `as many signatures as the specification wants are taken`() throws {
    let signature = Base64.text([UInt8](repeating: 1, count: 5_000))
    let line = "— a \(signature)\n"
    let lines = String(repeating: line, count: 16)
    #expect(try note(Self.text + "\n" + lines + Self.peterLine).signatures.count == 17)
  }

  @Test func `no changed byte of a note is signed by its key`() throws {
    let good = Array((Self.text + "\n" + Self.peterLine).utf8)
    let peter = try #require(Self.peter)
    for index in good.indices {
      var bytes = good
      bytes[index] ^= 1
      #expect(throws: NoteError.self, "\(index)") {
        try SignedNote(bytes).signers(among: [peter], LibcryptoCheck())
      }
    }
  }
}
