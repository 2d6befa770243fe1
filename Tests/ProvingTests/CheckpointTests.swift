import Proving
import StoreFormat
import Testing

@Suite struct CheckpointTests {
  // Source: C2SP tlog-checkpoint.md.
  static let example = """
    example.com/behind-the-sofa
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — example.com/behind-the-sofa \
    Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

    """

  @Test func `the checkpoint of the specification is read and written again`() throws {
    let note = try SignedNote(Array(Self.example.utf8))
    let checkpoint = try Checkpoint(note.text)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163)
    #expect(Base64.text(checkpoint.root.bytes) == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    #expect(checkpoint.text == note.text && checkpoint.extensions.isEmpty)
  }

  @Test func `a checkpoint that was signed is believed by its key only`() throws {
    let key = try TestKey(1)
    let checkpoint = Checkpoint(origin: key.verifier.name, size: 7, root: .zero)
    let note = try SignedNote(try key.sign(checkpoint.text).bytes)
    #expect(try Checkpoint(note.text) == checkpoint)
    #expect(try note.signers(among: [key.verifier], LibcryptoCheck()) == [key.verifier])
    let other = try TestKey(2).verifier
    #expect(throws: NoteError.unknownKeys) { try note.signers(among: [other], LibcryptoCheck()) }
  }

  @Test func `extension lines are kept as they are`() throws {
    let text = "a\n0\n\(Base64.text(Hash.zero.bytes))\nx y\nz\n"
    #expect(try Checkpoint(text).extensions == ["x y", "z"])
    #expect(try Checkpoint(text).text == text)
  }

  static let root = Base64.text(Hash.zero.bytes)

  @Test(arguments: [
    "", "\n", "a\n", "a\n1\n", "a\n1\n\(root)", "\n1\n\(root)\n", "a\n\n\(root)\n", "a\n1\n\n",
    "a\n01\n\(root)\n", "a\n+1\n\(root)\n", "a\n-1\n\(root)\n", "a\n1 \n\(root)\n",
    "a\n18446744073709551616\n\(root)\n", "a\n18446744073709551615\n\(root)\n", "a\n1\nAAAA\n",
    "a\n1\n\(root) \n", "a\n1\n\(root)\n\n", "a\n1\n\(root)\nx\n\ny\n", "a\n0x1\n\(root)\n",
    "a\n١\n\(root)\n", "a\n1\n\(root)\n" + String(repeating: "x\n", count: 17),
  ])
  func `what isn't written as a checkpoint is refused`(text: String) {
    #expect(throws: NoteError.malformed) { try Checkpoint(text) }
  }
}
