import Agreement
import Proving
import StoreFormat

extension BundleVerifier where Digest: ~Copyable {
  mutating func readAgreement(_ line: inout BundleLine) throws(BundleFault) {
    let hash = Hash(bytes: try line.hexadecimal("the hash", Hash.length)) ?? .zero
    let text = try line.bytes("the text")
    if state.agreements[hash.description] != nil { throw BundleFault("the same agreement again") }
    guard state.agreements.count < Self.agreementLimit else {
      throw BundleFault("more than 1,000 agreements")
    }
    state.agreements[hash.description] = lineNumber
    if hasher.plain(text) != hash {
      note(.damaged, .agreement, "the text has another hash")
    }
  }

  /// Keeps which text an event names, and which one was recorded as a revision.
  mutating func learn(_ event: RecordedEvent) {
    var facts: [String: String] = [:]
    for field in event.fields { facts[field.name] = field.value }
    for field in event.fields where field.name == "AGREEMENT_SHA256" {
      if let line = state.agreements.removeValue(forKey: field.value) {
        state.named[field.value] = line
        state.verdict.agreements.append(field.value)
      }
    }
    guard let agreement = facts["AGREEMENT"], let revision = facts["REVISION"],
      let hash = facts["AGREEMENT_SHA256"]
    else { return }
    let key = BundleState.Revision(agreement: agreement, number: revision)
    if event.kind == RecordedRevision.eventKind {
      // A text that came later was never the agreed one.
      if state.recorded[key] == nil { state.recorded[key] = hash }
    } else if state.named[hash] != nil {
      state.judged[key, default: []].insert(hash)
    }
  }

  /// Says which text nothing names, and which one isn't what was recorded as its revision.
  mutating func concludeAgreements() {
    for line in state.agreements.values.sorted() {
      note(.missing, .agreement, "no proved entry names this text", line: line)
    }
    var others: Set<UInt64> = []
    for (revision, hashes) in state.judged {
      guard let recorded = state.recorded[revision] else { continue }
      for hash in hashes where hash != recorded {
        if let line = state.named[hash] { others.insert(line) }
      }
    }
    for line in others.sorted() {
      note(.damaged, .agreement, "another text was recorded as its revision", line: line)
    }
  }
}
