package import Agreement
package import Chronology
package import Sampling

/// One entry of the log.
///
/// Format: docs/formats/log.md, "Records".
package enum Record: Hashable, Sendable {
  /// Where the probes run from: the name in the configuration.
  indirect case vantage(String)
  /// What a series number means from now on.
  case series(SeriesID, CheckDefinition)
  /// An attempt.
  case sample(Sample)
  /// Slots without samples.
  case gap(Gap)
  /// The daemon began to measure.
  indirect case started(DaemonStart)
  /// The daemon stopped as asked.
  case stopped(Instant)
  /// The daemon went on with another configuration.
  indirect case reloaded(DaemonStart)
  /// What the clocks said.
  case clock(ClockMark)
  /// Samples came from a file.
  indirect case imported(ImportMark)
  /// Something was said.
  indirect case event(RecordedEvent)
  /// The event with this key was delivered.
  indirect case sent(String)
  /// Something that was, or was to be, in the log is not.
  case loss(Loss)
  /// A file was deleted because it was older than what is kept.
  case expired(ExpiredFile)
  /// Somebody declared something.
  indirect case annotated(RecordedAnnotation)
  /// The rollup of a day was deleted because it was older than what is kept.
  case expiredRollup(ExpiredRollup)
  /// A check was in no plan.
  case unplanned(Unplanned)
  /// A check met another certificate than before, or another fault of it.
  indirect case certificate(CertificateMark)
  /// A file that takes the place of others was finished, and hashed.
  indirect case sealed(Seal)
  /// The next key that signs checkpoints.
  indirect case key(KeyAnnouncement)
  /// Somebody gave observations from outside.
  indirect case observed(RecordedObservations)
  /// Something that a later version wrote, and that may be passed over.
  indirect case unknown(UnknownRecord)
}

/// A record of a kind that this code does not know: it is kept as it is.
package struct UnknownRecord: Hashable, Sendable {
  /// The first number of a kind that a reader may pass over.
  package static let firstKind: UInt8 = 128

  /// Its kind, from ``firstKind`` on.
  package let kind: UInt8
  /// What it says.
  package let body: [UInt8]

  /// A record of these parts.
  ///
  /// - Precondition: The kind is one that may be passed over.
  package init(kind: UInt8, body: [UInt8]) {
    precondition(kind >= UnknownRecord.firstKind, "no kind that may be passed over")
    self.kind = kind
    self.body = body
  }
}

/// How a daemon began, or went on.
package struct DaemonStart: Hashable, Sendable {
  /// When.
  package var time: Instant
  /// The program's version, at most 256 bytes.
  package var version: String
  /// The configuration's hash, 0 to 64 bytes.
  package var configuration: [UInt8]

  /// A start of these parts.
  package init(time: Instant, version: String, configuration: [UInt8]) {
    self.time = time
    self.version = version
    self.configuration = configuration
  }
}

/// What the clocks said at one moment.
package struct ClockMark: Hashable, Sendable {
  /// The civil clock.
  package var time: Instant
  /// Nanoseconds since the boot.
  package var bootTime: Int64
  /// How far the civil clock was set since the mark before; zero if it only went on.
  package var step: TimeAmount
  /// Whether the kernel called the civil clock synchronized.
  package var isSynchronized: Bool
  /// What else the kernel said of it; nil where it was not asked.
  package var kernel: KernelClockState?

  /// A mark of these parts.
  package init(
    time: Instant,
    bootTime: Int64,
    step: TimeAmount,
    isSynchronized: Bool,
    kernel: KernelClockState? = nil
  ) {
    self.time = time
    self.bootTime = bootTime
    self.step = step
    self.isSynchronized = isSynchronized
    self.kernel = kernel
  }
}

/// Which samples came from a file, and from which.
package struct ImportMark: Hashable, Sendable {
  /// The series that they were given.
  package var series: SeriesID
  /// The file's name, at most 1,024 bytes.
  package var name: String
  /// The SHA-256 of the file: 32 bytes.
  package var hash: [UInt8]
  /// From the first sample to the end of the last one.
  package var interval: Interval
  /// How many samples.
  package var count: UInt64

  /// A mark of these parts.
  ///
  /// - Precondition: The hash has 32 bytes.
  package init(
    series: SeriesID,
    name: String,
    hash: [UInt8],
    interval: Interval,
    count: UInt64
  ) {
    precondition(hash.count == 32, "a SHA-256 has 32 bytes")
    self.series = series
    self.name = name
    self.hash = hash
    self.interval = interval
    self.count = count
  }
}

/// An event as it is kept, so that it is said once.
package struct RecordedEvent: Sendable {
  /// One typed fact.
  package struct Field: Hashable, Sendable {
    /// Upper snake case.
    package var name: String
    /// At most 4,096 bytes.
    package var value: String

    /// The field `name` with a value.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What kind of thing, such as `incident.opened`.
  package var kind: String
  /// The same for the same fact.
  package var key: String
  /// When it was true.
  package var time: Instant
  /// The sentence for people, at most 4,096 bytes.
  package var message: String
  /// The facts for machines, at most 64.
  package var fields: [Field]
  /// Where in the sources it was made: known only until it has been read from a disk again.
  package var place: Place?

  /// A file of the sources, and a line in it.
  package struct Place: Sendable {
    /// The target and the file.
    package let file: String
    /// From 1.
    package let line: Int

    /// A place of these parts.
    package init(file: String, line: Int) {
      self.file = file
      self.line = line
    }
  }

  /// An event of these parts.
  package init(kind: String, key: String, time: Instant, message: String, fields: [Field]) {
    self.kind = kind
    self.key = key
    self.time = time
    self.message = message
    self.fields = fields
  }
}

extension RecordedEvent: Hashable {
  /// Goes by what is kept: the place is not.
  package static func == (left: RecordedEvent, right: RecordedEvent) -> Bool {
    left.kind == right.kind && left.key == right.key && left.time == right.time
      && left.message == right.message && left.fields == right.fields
  }

  /// Goes by the key: it is the fact's identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// What the log doesn't hold although it should.
package struct Loss: Hashable, Sendable {
  /// `lost` (never written) or `damaged` (written, and unreadable now).
  package var cause: GapCause
  /// The time concerned, for every series.
  package var interval: Interval
  /// How many records; 0 where it can't be said.
  package var count: UInt64
  /// The damaged file's number; 0 if none was.
  package var file: UInt64
  /// The first commit concerned; 0 where none was.
  package var firstCommit: UInt64
  /// The last commit concerned; 0 where none was, or it can't be said.
  package var lastCommit: UInt64

  /// A loss of these parts.
  package init(
    cause: GapCause,
    interval: Interval,
    count: UInt64 = 0,
    file: UInt64 = 0,
    firstCommit: UInt64 = 0,
    lastCommit: UInt64 = 0
  ) {
    self.cause = cause
    self.interval = interval
    self.count = count
    self.file = file
    self.firstCommit = firstCommit
    self.lastCommit = lastCommit
  }

  /// The loss as those who judge see it: a gap of every series.
  package var gap: Gap {
    Gap(series: nil, interval: interval, slots: UInt32(clamping: count), cause: cause)
  }
}

/// A file that is no longer there.
package struct ExpiredFile: Hashable, Sendable {
  /// Its number.
  package var number: UInt64
  /// From its first commit to its last one; where the hours of a day were one segment, that of the
  /// whole segment.
  package var interval: Interval

  /// A file of this number and time.
  package init(number: UInt64, interval: Interval) {
    self.number = number
    self.interval = interval
  }
}
