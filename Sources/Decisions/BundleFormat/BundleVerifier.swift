package import Proving
package import StoreFormat

/// Reads a bundle from front to back and says what it proves.
///
/// It keeps one line and one block, the definitions and gaps that are disclosed, and when the samples
/// of each check were due, in stretches; never the samples themselves. What goes beyond a limit is
/// refused. It trusts one key, which the reader has from elsewhere.
///
/// Format: docs/formats/proof.md, "The evidence bundle".
package struct BundleVerifier<Digest: DigestFunction & ~Copyable, Check: SignatureCheck>: ~Copyable
{
  /// How many entries of the ledger a bundle may disclose.
  package static var entryLimit: UInt64 { 1_000_000 }

  /// How many bytes the checkpoints of a bundle may have together, with their paths: 16 MiB.
  package static var noteLimit: Int { 16 << 20 }
  /// How many agreements a bundle may show.
  package static var agreementLimit: Int { 1_000 }
  /// How many keys a bundle may have: a new one a day for 27 years.
  package static var keyLimit: Int { 10_000 }

  let check: Check
  let trusted: VerifierKey?
  var hasher: TreeHasher<Digest>
  private var digest: Digest
  private var rest: [UInt8] = []
  /// What came so far.
  var state = BundleState()
  /// Which line is read.
  var lineNumber: UInt64 = 0

  /// A verifier.
  ///
  /// - Parameters:
  ///   - trusted: A key that the reader knows to be the store's; without one the bundle is only
  ///     compared with itself.
  ///   - digest: At the beginning of a message, as `hasher`'s is.
  package init(
    trusted: VerifierKey?,
    _ check: Check,
    _ digest: consuming Digest,
    _ hasher: consuming TreeHasher<Digest>
  ) {
    self.trusted = trusted
    self.check = check
    self.digest = digest
    self.hasher = hasher
  }

  /// Whether nothing of what follows is read any more.
  package var isRefused: Bool { state.stage == .refused }

  /// Reads the next part of the file, of any length.
  package mutating func take(_ bytes: [UInt8]) {
    var start = bytes.startIndex
    while state.stage != .refused, let end = bytes[start...].firstIndex(of: 0x0A) {
      let line = rest + bytes[start..<end]
      rest.removeAll(keepingCapacity: true)
      start = end + 1
      lineNumber += 1
      read(line)
    }
    if state.stage == .refused { return }
    rest += bytes[start...]
    if rest.count >= BundleLine.lengthLimit {
      lineNumber += 1
      refuse("a line is longer than 8 MiB")
    }
  }

  /// Ends the file.
  package consuming func finish() -> BundleVerdict {
    if state.stage != .refused {
      if !rest.isEmpty || state.stage != .ended {
        lineNumber += 1
        refuse("the bundle is cut off")
      } else {
        concludeCoverage()
      }
    }
    return state.verdict
  }

  private mutating func read(_ bytes: [UInt8]) {
    do throws(BundleFault) {
      if bytes.count >= BundleLine.lengthLimit { throw BundleFault("a line is longer than 8 MiB") }
      var line = BundleLine(bytes)
      let text = try line.text("the first word")
      guard let word = BundleWord(rawValue: text) else {
        throw BundleFault("an unknown first word")
      }
      if word == .end {
        try readEnd(&line)
        return
      }
      digest.add(bytes)
      digest.add([0x0A])
      try read(word, &line)
    } catch {
      refuse(error.reason)
    }
  }

  private mutating func read(_ word: BundleWord, _ line: inout BundleLine) throws(BundleFault) {
    try advance(to: word)
    try line.expectFields(of: word)
    switch word {
    case .format:
      if try line.text("the version") != "1" { throw BundleFault("a version other than 1") }
    case .store: try readStore(&line)
    case .period: try readPeriod(&line)
    case .checkpoint: try readCheckpoint(&line)
    case .key: try readKey(&line)
    case .agreement: try readAgreement(&line)
    case .entry: try readEntry(&line)
    case .seal: try readSeal(&line)
    case .block: try readBlock(&line)
    case .sample: try readSample(&line)
    case .end: break
    }
    if word == .sample { try finishBlockIfFull() }
  }

  /// Refuses a line that may not stand where it stands.
  private mutating func advance(to word: BundleWord) throws(BundleFault) {
    guard let stage = state.stage.next(after: word), !(state.isInBlock && word != .sample) else {
      throw BundleFault("a line of this kind may not stand here")
    }
    if state.stage < .keys, stage == .keys { try concludeCheckpoints() }
    if state.stage <= .keys, stage > .keys { concludeKeys() }
    state.stage = stage
  }

  private mutating func readEnd(_ line: inout BundleLine) throws(BundleFault) {
    try advance(to: .end)
    try line.expectFields(of: .end)
    let count = try line.number("the number of lines", 0...1 << 62)
    let hash = try line.hexadecimal("the hash", Hash.length)
    if count != lineNumber - 1 || digest.finish().bytes != hash {
      note(.damaged, .end, "the lines before are not those that were written")
    }
  }

  mutating func note(
    _ kind: BundleFinding.Kind,
    _ subject: BundleFinding.Subject,
    _ text: String,
    line: UInt64? = nil
  ) {
    state.note(
      BundleFinding(kind: kind, subject: subject, line: line ?? lineNumber, text: text)
    )
  }

  private mutating func refuse(_ reason: String) {
    note(.refused, .form, reason)
    state.stage = .refused
  }
}
