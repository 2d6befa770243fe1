import Proving
import StoreFormat
import Testing

@Suite struct KeySuccessionTests {
  static let store = [UInt8](0x10...0x1F)
  static let origin = "constat.example/fra1"

  /// What `signer` says of `key`.
  private func announcement(
    _ number: UInt32,
    _ key: VerifierKey,
    by signer: TestKey,
    size: UInt64 = 0,
    root: Hash = .zero,
    store: [UInt8] = store
  ) throws -> KeyAnnouncement {
    let statement = KeySuccession.statement(
      store: store,
      number: number,
      predecessor: signer.verifier,
      successor: key,
      size: size,
      root: root
    )
    return KeyAnnouncement(
      number: number,
      key: key.description,
      size: size,
      root: root,
      signature: try signer.sign(statement)
    )
  }

  private func succession(_ keys: [TestKey]) throws -> KeySuccession {
    var succession = KeySuccession(store: Self.store, origin: Self.origin)
    for (number, key) in keys.enumerated() {
      let signer = number == 0 ? key : keys[number - 1]
      let next = try announcement(UInt32(number), key.verifier, by: signer)
      try succession.take(next, at: UInt64(10 * number), LibcryptoCheck())
    }
    return succession
  }

  private func refusal(_ announcement: KeyAnnouncement, at index: UInt64, after keys: [TestKey])
    throws -> SuccessionError?
  {
    var succession = try succession(keys)
    do throws(SuccessionError) {
      try succession.take(announcement, at: index, LibcryptoCheck())
      return nil
    } catch {
      #expect(succession.links.count == keys.count)
      return error
    }
  }

  @Test func `the text that is signed is this`() throws {
    let (first, second) = (try TestKey(1), try TestKey(2))
    let statement = KeySuccession.statement(
      store: Self.store,
      number: 1,
      predecessor: first.verifier,
      successor: second.verifier,
      size: 42,
      root: .zero
    )
    #expect(
      String(decoding: statement, as: UTF8.self) == """
        constat key 1
        101112131415161718191a1b1c1d1e1f
        1
        \(first.verifier)
        \(second.verifier)
        42
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

        """
    )
    // No key signs anything else that reads like this: a checkpoint's second line is a number.
    #expect(throws: NoteError.malformed) {
      try Checkpoint(String(decoding: statement, as: UTF8.self))
    }
  }

  @Test func `keys that vouch for each other are taken, and each is in force from its entry on`()
    throws
  {
    let keys = try (1...3).map { try TestKey($0) }
    let succession = try succession(keys)
    #expect(succession.links.map(\.key) == keys.map(\.verifier))
    #expect(succession.link(inForceAt: 0) == nil)
    #expect(succession.link(inForceAt: 1)?.key == keys[0].verifier)
    #expect(succession.link(inForceAt: 10)?.key == keys[0].verifier)
    #expect(succession.link(inForceAt: 11)?.key == keys[1].verifier)
    #expect(succession.link(inForceAt: 1_000)?.key == keys[2].verifier)
  }

  @Test func `a first key that didn't sign itself is refused`() throws {
    let (first, other) = (try TestKey(1), try TestKey(2))
    let forged = try announcement(0, first.verifier, by: other)
    #expect(try refusal(forged, at: 0, after: []) == .signature)
  }

  @Test func `a key that its predecessor didn't sign is refused`() throws {
    let (first, second, third) = (try TestKey(1), try TestKey(2), try TestKey(3))
    let own = try announcement(1, second.verifier, by: second)
    #expect(try refusal(own, at: 10, after: [first]) == .signature)
    let byFirst = try announcement(2, third.verifier, by: first)
    #expect(try refusal(byFirst, at: 20, after: [first, second]) == .signature)
    let foreign = try announcement(1, second.verifier, by: first, store: [UInt8](0...15))
    #expect(try refusal(foreign, at: 10, after: [first]) == .signature)
  }

  @Test func `every changed field of an announcement is refused`() throws {
    let (first, second) = (try TestKey(1), try TestKey(2))
    let good = try announcement(1, second.verifier, by: first, size: 5, root: .zero)
    #expect(try refusal(good, at: 10, after: [first]) == nil)
    var changes = [KeyAnnouncement](repeating: good, count: 4)
    changes[0].size = 6
    changes[1].root = changed(.zero)
    changes[2].key = try TestKey(3).verifier.description
    changes[3].signature[0] ^= 1
    for change in changes { #expect(try refusal(change, at: 10, after: [first]) == .signature) }
  }

  @Test func `a skipped, repeated or misnamed key, and one out of order, is refused`() throws {
    let (first, second) = (try TestKey(1), try TestKey(2))
    let skipped = try announcement(2, second.verifier, by: first)
    #expect(try refusal(skipped, at: 10, after: [first]) == .number(expected: 1))
    let late = try announcement(1, second.verifier, by: first)
    #expect(try refusal(late, at: 10, after: []) == .number(expected: 0))
    let again = try announcement(1, first.verifier, by: first)
    #expect(try refusal(again, at: 10, after: [first]) == .repeated)
    let foreign = try announcement(1, try TestKey(2, name: "other.example").verifier, by: first)
    #expect(try refusal(foreign, at: 10, after: [first]) == .name(expected: Self.origin))
    #expect(try refusal(late, at: 0, after: [first]) == .order)
    let ahead = try announcement(1, second.verifier, by: first, size: 11)
    #expect(try refusal(ahead, at: 10, after: [first]) == .order)
    #expect(try refusal(ahead, at: 11, after: [first]) == nil)
    var nothing = late
    nothing.key = "nothing"
    #expect(try refusal(nothing, at: 10, after: [first]) == .key)
  }
}
