import Agreement
import Chronology
import Sampling

extension Record {
  /// Reads one record.
  ///
  /// - Throws: `newer` for one of an unknown kind that must not be passed over.
  static func decode(
    from cursor: inout ByteCursor,
    using samples: inout SampleDecoder
  ) throws(FormatError) -> Record {
    let number = try cursor.byte()
    let length = try cursor.varint()
    if length > UInt64(cursor.remaining) { throw .truncated }
    var body = try cursor.part(Int(length))
    guard let kind = RecordKind(rawValue: number) else {
      guard number >= UnknownRecord.firstKind else { throw .newer("record kind") }
      return .unknown(UnknownRecord(kind: number, body: try body.raw(body.remaining)))
    }
    let record = try decode(kind, from: &body, using: &samples)
    if !body.isAtEnd { throw .malformed("record length") }
    return record
  }

  private static func decode(
    _ kind: RecordKind,
    from body: inout ByteCursor,
    using samples: inout SampleDecoder
  ) throws(FormatError) -> Record {
    switch kind {
    case .sample: return .sample(try samples.decode(from: &body))
    case .gap: return .gap(try Gap(from: &body))
    case .vantage: return .vantage(try body.text(limit: TextLimit.name))
    case .series: return .series(try body.series(), try CheckDefinition(from: &body))
    case .started: return .started(try DaemonStart(from: &body))
    case .reloaded: return .reloaded(try DaemonStart(from: &body))
    case .stopped: return .stopped(try body.instant())
    case .clock: return .clock(try ClockMark(from: &body))
    case .imported: return .imported(try ImportMark(from: &body))
    case .event: return .event(try RecordedEvent(from: &body))
    case .sent: return .sent(try body.text(limit: TextLimit.name))
    case .loss: return .loss(try Loss(from: &body))
    case .expired:
      return .expired(ExpiredFile(number: try body.varint(), interval: try body.interval()))
    case .annotated: return .annotated(try RecordedAnnotation(from: &body))
    case .expiredRollup: return .expiredRollup(try ExpiredRollup(from: &body))
    case .unplanned: return .unplanned(try Unplanned(from: &body))
    case .certificate: return .certificate(try CertificateMark(from: &body))
    case .sealed: return .sealed(try Seal(from: &body))
    case .key: return .key(try KeyAnnouncement(from: &body))
    case .observed: return .observed(try RecordedObservations(from: &body))
    }
  }
}

extension ByteCursor {
  mutating func instant() throws(FormatError) -> Instant {
    try Instant(recorded: Int64(bitPattern: varint()))
  }

  mutating func interval() throws(FormatError) -> Interval {
    let start = try instant()
    let length = try varint()
    if length > 1 << 62 { throw .malformed("interval") }
    return Interval(start, try Instant(recorded: start.nanoseconds + Int64(length)))
  }

  mutating func series() throws(FormatError) -> SeriesID {
    SeriesID(number: try varint(as: UInt32.self))
  }

  mutating func gapCause() throws(FormatError) -> GapCause {
    guard let cause = GapCause(rawValue: try byte()) else { throw .malformed("gap's cause") }
    return cause
  }
}

extension Gap {
  fileprivate init(from body: inout ByteCursor) throws(FormatError) {
    let number = try body.varint()
    if number > 1 << 32 { throw .malformed("series") }
    self.init(
      series: number == 0 ? nil : SeriesID(number: UInt32(number - 1)),
      interval: try body.interval(),
      slots: try body.varint(as: UInt32.self),
      cause: try body.gapCause()
    )
  }
}

extension CheckDefinition {
  init(from body: inout ByteCursor) throws(FormatError) {
    guard let id = CheckID(try body.text(limit: TextLimit.name)) else {
      throw .malformed("check's name")
    }
    let method = try body.text(limit: TextLimit.name)
    let target = try body.text(limit: TextLimit.target)
    let interval = try body.varint()
    let timeout = try body.varint()
    let longest = UInt64(TimeAmount.days(400).nanoseconds)
    if interval == 0 || interval > longest || timeout > interval { throw .malformed("interval") }
    let down = try body.varint()
    let up = try body.varint()
    if !(1...1_000).contains(down) || !(1...1_000).contains(up) {
      throw .malformed("confirmation")
    }
    self.init(
      id: id,
      method: method,
      target: target,
      interval: TimeAmount(nanoseconds: Int64(interval)),
      timeout: TimeAmount(nanoseconds: Int64(timeout)),
      confirmation: Confirmation(down: Int(down), up: Int(up)),
      rules: try body.text(limit: TextLimit.rules)
    )
  }
}

extension DaemonStart {
  fileprivate init(from body: inout ByteCursor) throws(FormatError) {
    self.init(
      time: try body.instant(),
      version: try body.text(limit: TextLimit.name),
      configuration: try body.block(limit: 64)
    )
  }
}

extension ClockMark {
  fileprivate init(from body: inout ByteCursor) throws(FormatError) {
    self.init(
      time: try body.instant(),
      bootTime: try body.zigzag(),
      step: TimeAmount(nanoseconds: try body.zigzag()),
      isSynchronized: try body.byte() != 0
    )
    if !body.isAtEnd { kernel = try KernelClockState(from: &body) }
  }
}

extension ImportMark {
  fileprivate init(from body: inout ByteCursor) throws(FormatError) {
    self.init(
      series: try body.series(),
      name: try body.text(limit: TextLimit.path),
      hash: try body.raw(32),
      interval: try body.interval(),
      count: try body.varint()
    )
  }
}

extension RecordedEvent {
  fileprivate init(from body: inout ByteCursor) throws(FormatError) {
    self.init(
      kind: try body.text(limit: TextLimit.name),
      key: try body.text(limit: TextLimit.name),
      time: try body.instant(),
      message: try body.text(limit: TextLimit.line),
      fields: []
    )
    let count = try body.varint()
    if count > UInt64(TextLimit.fields) { throw .malformed("number of fields") }
    for _ in 0..<count {
      let name = try body.text(limit: TextLimit.name)
      fields.append(Field(name: name, value: try body.text(limit: TextLimit.line)))
    }
  }
}

extension Loss {
  fileprivate init(from body: inout ByteCursor) throws(FormatError) {
    self.init(
      cause: try body.gapCause(),
      interval: try body.interval(),
      count: try body.varint(),
      file: try body.varint(),
      firstCommit: try body.varint(),
      lastCommit: try body.varint()
    )
  }
}
