import Agreement
import Chronology
import Sampling
import TestKit

@testable import StoreFormat

/// Random values for round trips.
struct RandomRecords {
  var random: SplitMix64
  let base = Instant(seconds: 1_773_446_400)

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    .random(in: range, using: &random)
  }

  /// Mostly small, sometimes anything.
  mutating func width<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type = Value.self)
    -> Value
  {
    let value = Value.random(in: .min ... .max, using: &random)
    return value >> Value.random(in: 0..<Value(Value.bitWidth), using: &random)
  }

  mutating func text(_ limit: Int) -> String {
    let letters = ["a", "Z", "0", " ", "é", "✓", "-"]
    return (0..<Int(number(0...Int64(limit)))).map { _ in
      letters.randomElement(using: &random) ?? ""
    }
    .joined()
  }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in width() } }

  mutating func instant() -> Instant {
    switch number(0...2) {
    case 0: base + .milliseconds(number(-100_000...100_000))
    case 1: base + TimeAmount(nanoseconds: number(-1_000_000_000...1_000_000_000))
    default: Instant(nanoseconds: number(0...(1 << 62) - 1))
    }
  }

  mutating func interval() -> Interval {
    let start = base + TimeAmount(nanoseconds: number(-1_000_000_000...1_000_000_000))
    return Interval(start, start + TimeAmount(nanoseconds: number(0...1 << 50)))
  }

  mutating func sample() -> Sample {
    let due = instant()
    let start = min(due.nanoseconds + number(0...50_000_000), (1 << 62) - 1)
    return Sample(
      series: SeriesID(number: width()),
      due: due,
      start: Instant(nanoseconds: number(0...1) == 0 ? start : start / 1_000 * 1_000),
      outcome: Outcome.allCases.randomElement(using: &random) ?? .up,
      cause: number(0...1) == 0 ? nil : Cause.allCases.randomElement(using: &random),
      phases: Phases(
        resolve: width(),
        connect: width(),
        secure: number(0...1) == 0 ? 0 : width(),
        wait: width(),
        transfer: width()
      ),
      status: number(0...2) == 0 ? 200 : width(),
      address: number(0...2) == 0
        ? nil
        : NetworkAddress(
          bytes: [192, 0, 2, UInt8(number(0...30))] + bytes(12 * Int(number(0...1)))
        ),
      bytes: width(),
      flags: SampleFlags(rawValue: number(0...3) == 0 ? width() : 0)
    )
  }

  mutating func definition() -> CheckDefinition {
    CheckDefinition(
      id: checkID("check-\(number(0...999))"),
      method: text(8),
      target: text(200),
      interval: .milliseconds(number(1...86_400_000)),
      timeout: .zero,
      confirmation: Confirmation(down: Int(number(1...100)), up: Int(number(1...9))),
      rules: text(500)
    )
  }

  mutating func record() -> Record {
    switch number(0...20) {
    case 0: .vantage(text(20))
    case 1: .series(SeriesID(number: width()), definition())
    case 2:
      .gap(
        Gap(
          series: number(0...1) == 0 ? nil : SeriesID(number: width()),
          interval: interval(),
          slots: width(),
          cause: GapCause.allCases.randomElement(using: &random) ?? .late
        )
      )
    case 3: .started(DaemonStart(time: instant(), version: text(10), configuration: bytes(32)))
    case 4: .stopped(instant())
    case 5: .reloaded(DaemonStart(time: instant(), version: "", configuration: []))
    case 6:
      .clock(clockMark())
    case 7:
      .imported(
        ImportMark(
          series: SeriesID(number: width()),
          name: text(40),
          hash: bytes(32),
          interval: interval(),
          count: width()
        )
      )
    case 8:
      .event(
        RecordedEvent(
          kind: "incident.opened",
          key: text(60),
          time: instant(),
          message: text(300),
          fields: (0..<number(0...10)).map { _ in .init(name: text(10), value: text(50)) }
        )
      )
    case 9: .sent(text(60))
    case 10:
      .loss(
        Loss(
          cause: .damaged,
          interval: interval(),
          count: width(),
          file: width(),
          firstCommit: width(),
          lastCommit: width()
        )
      )
    case 11: .expired(ExpiredFile(number: width(), interval: interval()))
    case 12: .sealed(seal())
    case 13: .key(announcement())
    case 14: .annotated(RecordedAnnotation(annotation(), recordedAt: instant()))
    case 15:
      .expiredRollup(
        ExpiredRollup(
          tier: number(0...1) == 0 ? .hours : .day,
          day: UInt32(number(0...Int64(ExpiredRollup.dayLimit) - 1))
        )
      )
    case 16: .unplanned(unplanned())
    case 17: .observed(observations())
    case 18: .certificate(certificate())
    default: .sample(sample())
    }
  }

  private mutating func clockMark() -> ClockMark {
    ClockMark(
      time: instant(),
      bootTime: number(.min ... .max),
      step: TimeAmount(nanoseconds: number(.min ... .max)),
      isSynchronized: number(0...1) == 0,
      kernel: number(0...1) == 0
        ? nil
        : KernelClockState(
          status: width(),
          maximumError: .microseconds(number(0...16_000_000)),
          estimatedError: .microseconds(number(0...16_000_000)),
          taiOffset: Int32(number(-40...40))
        )
    )
  }

  private mutating func unplanned() -> Unplanned {
    Unplanned(series: SeriesID(number: width()), interval: interval(), isOver: number(0...1) == 0)
  }

  private mutating func certificate() -> CertificateMark {
    let change = interval()
    let faults: [Cause?] = [nil, .tlsExpired, .tlsNotYetValid, .tlsName, .tlsUntrusted]
    return CertificateMark(
      series: SeriesID(number: width()),
      lastBefore: change.start,
      met: change.end,
      served: ServedCertificate(
        Certificate(
          sha256: bytes(32),
          ends: instant(),
          chainStarts: instant(),
          chainEnds: instant(),
          subject: text(80),
          issuer: text(80)
        ),
        fault: faults.randomElement(using: &random) ?? nil
      )
    )
  }

  mutating func announcement() -> KeyAnnouncement {
    KeyAnnouncement(
      number: width(),
      key: text(100),
      size: width(UInt64.self) >> 2,
      root: hash(),
      signature: bytes(64)
    )
  }

  mutating func annotation() -> Annotation {
    let stretch = interval()
    let scopes: [Annotation.Scope] = [
      .all, .agreement("shop"), .service(agreement: "shop", service: "front"),
      .check(checkID("web-1")),
    ]
    return Annotation(
      kind: Annotation.Kind.allCases.randomElement(using: &random) ?? .note,
      scope: scopes.randomElement(using: &random) ?? .all,
      start: stretch.start,
      end: number(0...1) == 0 ? nil : stretch.end,
      noticed: number(0...1) == 0 ? nil : instant(),
      author: Annotation.Author.allCases.randomElement(using: &random) ?? .customer,
      reason: text(300),
      reference: text(20)
    )
  }

  mutating func hash() -> Hash { Hash(bytes: bytes(32)) ?? .zero }

  mutating func range() -> ClosedRange<UInt64> {
    let first: UInt64 = width()
    return first...max(first, width())
  }

  mutating func seal() -> Seal {
    Seal(
      tier: Seal.Tier.allCases.randomElement(using: &random) ?? .segment,
      files: range(),
      commits: range(),
      interval: interval(),
      samples: width(),
      leaves: width(UInt64.self) >> 2,
      root: hash(),
      file: hash()
    )
  }

  mutating func records(_ count: Int) -> [Record] { (0..<count).map { _ in record() } }
}

/// One group's bytes.
func encode(_ group: CommitGroup, file: [UInt8]) -> [UInt8] {
  var encoder = GroupEncoder(file: file)
  let count = encoder.append(
    group.records,
    group.records.indices,
    sequence: group.sequence,
    time: group.time,
    flags: group.flags
  )
  precondition(count == group.records.count, "one group holds the test's records")
  return encoder.bytes
}

func checkID(_ text: String) -> CheckID {
  guard let id = CheckID(text) else { preconditionFailure("\(text) is no check's name") }
  return id
}
