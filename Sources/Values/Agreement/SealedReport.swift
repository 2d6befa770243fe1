package import Chronology

/// A sealed report as it stands in the record: of which window, which revision of it, what it says, and
/// the hashes of its files.
package struct SealedReport: Hashable, Sendable {
  /// What it says of one objective.
  package struct Figure: Hashable, Sendable {
    /// The objective's id; behind it `@` and the revision of a later part of a divided window.
    package let objective: String
    /// `met`, `missed` or `undetermined`.
    package let verdict: String
    /// The estimate with its unit, such as `99.900000 %`; `-` where too little is known to claim one.
    package let estimate: String

    /// A figure of these parts.
    package init(objective: String, verdict: String, estimate: String) {
      self.objective = objective
      self.verdict = verdict
      self.estimate = estimate
    }
  }

  /// The tree of the ledger's entries on which it rests: those that were sealed when it was made.
  package struct Root: Hashable, Sendable {
    /// How many entries.
    package let size: UInt64
    /// Their root, in hexadecimal.
    package let hash: String

    /// The root of a tree of `size` entries.
    package init(size: UInt64, hash: String) {
      self.size = size
      self.hash = hash
    }
  }

  /// The agreement's id.
  package let agreement: String
  /// The agreement's revision by which it is judged.
  package let revision: Int
  /// SHA-256 of that revision's file, in hexadecimal.
  package let sha256: String
  /// The window's name, such as `2026-03`.
  package let period: String
  /// The whole window.
  package let window: Interval
  /// Which revision of the report: 1, and one more each time that facts came later.
  package let number: Int
  /// Nothing that was recorded later is in it; whole milliseconds.
  package let asOf: Instant
  /// When it was sealed, in log time.
  package let sealed: Instant
  /// What it says of each objective, in the agreement's order.
  package let figures: [Figure]
  /// The revisions that judge the later parts of a divided window, ascending.
  package let parts: [Part]
  /// On which signed part of the ledger it rests; nil if nothing was signed.
  package let root: Root?
  /// SHA-256 of the file of each format, in hexadecimal, by its ending.
  package let hashes: [Format: String]
  /// What came since the revision before: ids of annotations, and `import:` with the first 12 digits of a
  /// file's SHA-256; empty in the first one.
  package let because: [String]

  /// A revision of the agreement by which a part of the window is judged.
  package struct Part: Hashable, Sendable {
    /// The revision.
    package let revision: Int
    /// SHA-256 of its file, in hexadecimal.
    package let sha256: String

    /// A part that `revision` judges.
    package init(revision: Int, sha256: String) {
      self.revision = revision
      self.sha256 = sha256
    }
  }

  /// Whether it, or a part of it, is judged by `part`'s revision with that text.
  package func rests(on part: Part) -> Bool {
    ([Part(revision: revision, sha256: sha256)] + parts).contains(part)
  }

  /// The formats of its files.
  package enum Format: String, CaseIterable, Hashable, Sendable {
    /// For programs.
    case json
    /// For people, in the agreement's language.
    case html
  }

  /// A report of these parts.
  package init(
    agreement: String,
    revision: Int,
    sha256: String,
    period: String,
    window: Interval,
    number: Int,
    asOf: Instant,
    sealed: Instant,
    figures: [Figure],
    parts: [Part] = [],
    root: Root?,
    hashes: [Format: String],
    because: [String] = []
  ) {
    self.agreement = agreement
    self.revision = revision
    self.sha256 = sha256
    self.period = period
    self.window = window
    self.number = number
    self.asOf = asOf
    self.sealed = sealed
    self.figures = figures
    self.parts = parts
    self.root = root
    self.hashes = hashes
    self.because = because
  }

  /// The name of its file in the store's `reports/`, such as `acme.2026-03.r1.json`.
  ///
  /// An id has no dots, so that no two reports share a name.
  package func fileName(_ format: Format) -> String {
    Self.fileName(agreement, period, number, format)
  }

  /// The name of the file of a revision of a report.
  package static func fileName(
    _ agreement: String,
    _ period: String,
    _ number: Int,
    _ format: Format
  ) -> String {
    "\(agreement).\(period).r\(number).\(format.rawValue)"
  }

  /// How many objectives have the verdict.
  package func count(of verdict: String) -> Int {
    figures.count { $0.verdict == verdict }
  }
}
