import Agreement
import Archive
import BundleFormat
import Chronology
import Proving
import Sampling

/// What a person is told of a bundle that was written.
struct EvidenceReport {
  let text: String

  /// How many findings are told; `constat verify --bundle` tells all.
  private static let limit = 10

  init(
    _ receipt: EvidenceBuilder.Receipt,
    _ subject: EvidenceSubject,
    _ path: String,
    _ texts: [AgreementText],
    _ now: Instant
  ) {
    let asked = subject.scope.period
    var lines = [
      "\(path == "-" ? "the bundle" : path): \(receipt.period.start) to \(receipt.period.end)"
    ]
    lines += receipt.verdict.proofLines
    if asked.start < receipt.period.start {
      lines.append("note: nothing of these checks is on record before \(receipt.period.start)")
    }
    if receipt.unsealed.samples > 0 {
      let first = receipt.unsealed.first.map { ", from \($0) on" } ?? ""
      let hour = Instant(seconds: (floorDivide(now.seconds, 3_600) + 1) * 3_600)
      lines.append(
        "note: \(receipt.unsealed.samples) samples of the time\(first), are not sealed yet and not in it:"
          + " constatd seals them after \(hour), or when it stops; then write another bundle"
      )
    } else if receipt.period.end < asked.end {
      lines.append("note: the record ends at \(receipt.period.end)")
    }
    if receipt.expired > 0 {
      lines.append("note: the samples of \(receipt.expired) log files of the time have expired")
    }
    for (revision, text) in zip(subject.scope.revisions, texts)
    where !receipt.agreements.contains(revision.sha256) {
      lines.append(
        "note: the text of the agreement's revision \(revision.revision) is not in it: "
          + (text.absence
            ?? "no sealed event names its hash yet; write another bundle after the next sealing")
      )
    }
    lines += receipt.damages.map { "damaged: \($0)" }
    lines += receipt.verdict.findingLines(limit: Self.limit)
    if let key = receipt.key { lines.append("verify with the key \(key)") }
    lines.append(receipt.verdict.isProved ? "all of it is proved" : "NOT all of it is proved")
    text = lines.map(\.harmless).joined(separator: "\n")
  }
}

extension BundleVerdict {
  /// What is proved, a line a fact; nothing unless it is known whose it is.
  var proofLines: [String] {
    guard isSigned, let head, let key = keys.last?.key else { return [] }
    var lines = [
      "proved: \(keys.count) keys, the last one \(key)",
      "proved: \(checkpoints) checkpoints, the last one of \(head.size) entries",
      "proved: \(entries) entries of the ledger, \(seals) sealed segments",
    ]
    lines += agreements.map { "proved: the agreement with the hash \($0)" }
    lines += checks.map { check in
      let all = check.counts.values.reduce(0, +)
      let counts = Outcome.allCases.map { "\(check.counts[$0] ?? 0) \($0)" }
      return "proved: \(all) samples of \(check.id) in \(check.blocks) blocks: "
        + counts.joined(separator: ", ")
    }
    return lines
  }

  /// What isn't, a line a finding.
  func findingLines(limit: Int) -> [String] {
    let more = findingCount - min(limit, findings.count)
    return findings.prefix(limit).map(\.description)
      + (more > 0 ? ["and \(more) more findings"] : [])
  }
}
