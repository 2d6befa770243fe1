import Agreement
import Chronology
import Sampling

extension Record {
  /// Writes kind, length and body.
  ///
  /// - Parameters:
  ///   - body: Room for the body, used again for every record.
  ///   - samples: What the group's samples so far were.
  func encode(into sink: inout ByteSink, using body: inout ByteSink, _ samples: inout SampleEncoder)
  {
    body.removeAll()
    sink.byte(write(into: &body, &samples))
    sink.varint(UInt64(body.count))
    sink.raw(body.bytes)
  }

  /// Writes the body.
  ///
  /// - Returns: The kind.
  private func write(into body: inout ByteSink, _ samples: inout SampleEncoder) -> UInt8 {
    guard case .unknown(let record) = self else { return known(into: &body, &samples).rawValue }
    body.raw(record.body)
    return record.kind
  }

  private func known(into body: inout ByteSink, _ samples: inout SampleEncoder) -> RecordKind {
    switch self {
    case .unknown: preconditionFailure("no kind of ours")
    case .sample(let sample):
      samples.encode(sample, into: &body)
      return .sample
    case .gap(let gap):
      gap.encode(into: &body)
      return .gap
    case .vantage(let name):
      body.text(name.cut(to: TextLimit.name))
      return .vantage
    case .series(let series, let definition):
      body.varint(UInt64(series.number))
      definition.encode(into: &body)
      return .series
    case .started(let start):
      start.encode(into: &body)
      return .started
    case .reloaded(let start):
      start.encode(into: &body)
      return .reloaded
    case .stopped(let time):
      body.instant(time)
      return .stopped
    case .clock(let mark):
      mark.encode(into: &body)
      return .clock
    case .imported(let mark):
      mark.encode(into: &body)
      return .imported
    case .event(let event):
      event.encode(into: &body)
      return .event
    case .sent(let key):
      body.text(key.cut(to: TextLimit.name))
      return .sent
    case .loss(let loss):
      loss.encode(into: &body)
      return .loss
    case .expired(let file):
      body.varint(file.number)
      body.interval(file.interval)
      return .expired
    case .annotated(let annotation):
      annotation.encode(into: &body)
      return .annotated
    case .expiredRollup(let rollup):
      rollup.encode(into: &body)
      return .expiredRollup
    case .unplanned(let unplanned):
      unplanned.encode(into: &body)
      return .unplanned
    case .certificate(let mark):
      mark.encode(into: &body)
      return .certificate
    case .sealed(let seal):
      seal.encode(into: &body)
      return .sealed
    case .key(let key):
      key.encode(into: &body)
      return .key
    case .observed(let observations):
      observations.encode(into: &body)
      return .observed
    }
  }
}

extension ClockMark {
  fileprivate func encode(into body: inout ByteSink) {
    body.instant(time)
    body.zigzag(bootTime)
    body.zigzag(step.nanoseconds)
    body.byte(isSynchronized ? 1 : 0)
    kernel?.encode(into: &body)
  }
}

extension ByteSink {
  mutating func instant(_ value: Instant) {
    varint(UInt64(value.recordable))
  }

  mutating func interval(_ value: Interval) {
    instant(value.start)
    varint(UInt64(max(0, value.end.recordable - value.start.recordable)))
  }
}

extension String {
  /// The longest beginning of whole characters with at most `limit` bytes.
  func cut(to limit: Int) -> String {
    if utf8.count <= limit { return self }
    var kept = ""
    var count = 0
    for character in self {
      count += character.utf8.count
      if count > limit { break }
      kept.append(character)
    }
    return kept
  }
}

extension Gap {
  fileprivate func encode(into body: inout ByteSink) {
    body.varint(series.map { UInt64($0.number) + 1 } ?? 0)
    body.interval(interval)
    body.varint(UInt64(slots))
    body.byte(cause.rawValue)
  }
}

extension CheckDefinition {
  func encode(into body: inout ByteSink) {
    body.text(id.description)
    body.text(method.cut(to: TextLimit.name))
    body.text(target.cut(to: TextLimit.target))
    body.varint(UInt64(bitPattern: interval.nanoseconds))
    body.varint(UInt64(bitPattern: timeout.nanoseconds))
    body.varint(UInt64(confirmation.down))
    body.varint(UInt64(confirmation.up))
    body.text(rules.cut(to: TextLimit.rules))
  }
}

extension DaemonStart {
  fileprivate func encode(into body: inout ByteSink) {
    body.instant(time)
    body.text(version.cut(to: TextLimit.name))
    body.block(Array(configuration.prefix(64)))
  }
}

extension ImportMark {
  fileprivate func encode(into body: inout ByteSink) {
    body.varint(UInt64(series.number))
    body.text(name.cut(to: TextLimit.path))
    body.raw(hash)
    body.interval(interval)
    body.varint(count)
  }
}

extension RecordedEvent {
  fileprivate func encode(into body: inout ByteSink) {
    body.text(kind.cut(to: TextLimit.name))
    body.text(key.cut(to: TextLimit.name))
    body.instant(time)
    body.text(message.cut(to: TextLimit.line))
    body.varint(UInt64(min(fields.count, TextLimit.fields)))
    for field in fields.prefix(TextLimit.fields) {
      body.text(field.name.cut(to: TextLimit.name))
      body.text(field.value.cut(to: TextLimit.line))
    }
  }
}

extension Loss {
  fileprivate func encode(into body: inout ByteSink) {
    body.byte(cause.rawValue)
    body.interval(interval)
    body.varint(count)
    body.varint(file)
    body.varint(firstCommit)
    body.varint(lastCommit)
  }
}
