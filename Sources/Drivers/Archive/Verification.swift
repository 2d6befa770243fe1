package import Chronology

/// What a store proves of itself, and what it doesn't.
package struct Verification: Hashable, Sendable {
  /// Something that is not as it should be, or not there; one line.
  package struct Finding: Hashable, Sendable {
    /// What it means for the record.
    package enum Kind: String, Hashable, Sendable {
      /// It is there, and is not what was recorded.
      case damaged
      /// It should be there, and isn't.
      case missing
      /// It is there, and nothing vouches for it yet.
      case unproved
    }

    /// What it means.
    package let kind: Kind
    /// The file, where it is, and what to do.
    package let text: String
  }

  /// A key by which checkpoints are signed.
  package struct Key: Hashable, Sendable {
    /// Name, id and key.
    package let text: String
    /// The number of the entry that announces it.
    package let since: UInt64
  }

  /// A checkpoint that an authority has time-stamped.
  package struct Stamp: Hashable, Sendable {
    /// How many entries the ledger had.
    package let size: UInt64
    /// When, by the authority's clock.
    package let time: Instant
    /// The name of its files in `checkpoints/`, without an ending.
    package let name: String
  }

  /// The store's log of entries: the name that its keys sign under.
  package internal(set) var origin = ""
  /// How many ledger files were read.
  package internal(set) var ledgers = 0
  /// How many entries they have.
  package internal(set) var entries: UInt64 = 0
  /// How many segments were decoded and found to be what was sealed.
  package internal(set) var segments = 0
  /// How many samples they have.
  package internal(set) var samples: UInt64 = 0
  /// Of how many days the rollup files are what was sealed.
  package internal(set) var rollups = 0
  /// Of how many of these the samples are still there and give the same rows.
  package internal(set) var recomputed = 0
  /// Of how many sealed reports all files are what was recorded.
  package internal(set) var reports = 0
  /// From the first sample that is proved to the last one.
  package internal(set) var interval: Interval?
  /// How many log files' samples have expired, as the record says.
  package internal(set) var expired = 0
  /// The keys, the first one first; each was signed by the one before.
  package internal(set) var keys: [Key] = []
  /// The time-stamps, ascending; whether their authority's signature is valid is not checked.
  package internal(set) var stamps: [Stamp] = []
  /// How many copies of damaged files the quarantine has, the loss of each on record.
  package internal(set) var quarantined = 0
  /// Who signed the checkpoint, and over how many entries; nil if nobody did.
  package internal(set) var signer: (key: String, size: UInt64)? {
    get { signature.map { ($0.key, $0.size) } }
    set { signature = newValue.map { Signature(key: $0.key, size: $0.size) } }
  }
  /// What is wrong, in the order in which it was found.
  package internal(set) var findings: [Finding] = []

  private struct Signature: Hashable, Sendable {
    let key: String
    let size: UInt64
  }

  private var signature: Signature?

  /// Whether every byte is vouched for.
  package var isProved: Bool { findings.isEmpty }

  mutating func note(_ kind: Finding.Kind, _ text: String) {
    findings.append(Finding(kind: kind, text: text))
  }
}

extension Verification: CustomStringConvertible {
  /// The report, a line a fact.
  package var description: String {
    var lines = ["record \(origin)"]
    lines.append("proved: \(entries) entries in \(ledgers) ledger files")
    let period = interval.map { " from \($0.start) to \($0.end)" } ?? ""
    lines.append("proved: \(samples) samples in \(segments) segments\(period)")
    if rollups > 0 {
      lines.append(
        "proved: rollups of \(rollups) days, \(recomputed) of them made again from samples"
      )
    }
    if reports > 0 { lines.append("proved: \(reports) sealed reports") }
    for (number, key) in keys.enumerated() {
      let before = number == 0 ? "which signed itself" : "which key \(number - 1) signed"
      lines.append("key \(number), \(before), since entry \(key.since): \(key.text)")
    }
    if let signer {
      lines.append("signed: \(signer.size) entries, by \(signer.key)")
    }
    if let stamp = stamps.last {
      lines.append(
        "time-stamped: \(stamps.count) checkpoints, the last one of \(stamp.size) entries at"
          + " \(stamp.time); the authority's signature is not checked: openssl ts -verify -data"
          + " checkpoints/\(stamp.name).note -in checkpoints/\(stamp.name).tsr -CAfile …"
      )
    }
    if quarantined > 0 {
      lines.append("in quarantine: \(quarantined) copies of damaged files, each loss on record")
    }
    if expired > 0 { lines.append("expired, on record: the samples of \(expired) log files") }
    lines += findings.map { "\($0.kind.rawValue): \($0.text)" }
    lines.append(
      isProved ? "all is proved" : "not all is proved: \(findings.count) findings"
    )
    return lines.joined(separator: "\n")
  }
}
