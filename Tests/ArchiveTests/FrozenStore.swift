import Agreement
import Chronology
import Execution
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// A store as the first version of its format was written, kept as it is for ever:
/// `Tests/Goldens/Store/1`, beside it what it says (`says.txt`) and a bundle of it (`bundle.txt`).
///
/// It has every kind of record and of file. Nobody writes it anew: a version that can't read it any
/// more is wrong. CONSTAT_FREEZE=1 writes the one of a format that has none yet.
enum FrozenStore {
  static let folder = "Tests/Goldens/Store/1"

  /// All files of the store, by their names as ``FaultyDisk`` has them.
  static func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for folder in StoreFolder.allCases {
      let path = RepositoryFile.path("\(Self.folder)/store/\(folder.rawValue)")
      guard let place = try? Directory(opening: path) else { continue }
      for name in try place.names() {
        if folder == .root, StoreFolder.allCases.contains(where: { $0.rawValue == name }) {
          continue
        }
        let bytes = try #require(TestFile.bytes("\(path)/\(name)"))
        files["\(folder.rawValue)/\(name)"] = bytes
      }
    }
    return files
  }

  /// One of each kind of record that nothing else here writes.
  static let records: [Record] = {
    let time = midnight + .minutes(7)
    let stretch = Interval(time, time + .seconds(90))
    let day = UInt32(clamping: midnight.day - 400)
    return [
      .vantage("fra1"),
      .gap(Gap(series: nil, interval: stretch, slots: 3, cause: .suspended)),
      .gap(Gap(series: SeriesID(number: 1), interval: stretch, slots: 1, cause: .overrun)),
      .stopped(time),
      .started(DaemonStart(time: time, version: "1.0", configuration: [UInt8](0..<32))),
      .reloaded(DaemonStart(time: time + .seconds(1), version: "1.0", configuration: [])),
      .clock(
        ClockMark(
          time: time,
          bootTime: 5_000_000_123,
          step: .milliseconds(-250),
          isSynchronized: true,
          kernel: KernelClockState(
            status: 8_193,
            maximumError: .microseconds(1_500),
            estimatedError: .microseconds(20),
            taiOffset: 37
          )
        )
      ),
      .clock(ClockMark(time: time, bootTime: -1, step: .zero, isSynchronized: false)),
      .imported(
        ImportMark(
          series: SeriesID(number: 0),
          name: "march.jsonl",
          hash: [UInt8](32..<64),
          interval: stretch,
          count: 0
        )
      ),
      .sent("incident.opened/shop/web/1"),
      .loss(
        Loss(cause: .damaged, interval: stretch, count: 5, file: 9, firstCommit: 3, lastCommit: 4)
      ),
      .expired(ExpiredFile(number: 1 << 40, interval: stretch)),
      .expiredRollup(ExpiredRollup(tier: .hours, day: day)),
      .unplanned(Unplanned(series: SeriesID(number: 1), interval: stretch, isOver: true)),
      .annotated(
        RecordedAnnotation(
          Annotation(
            kind: .maintenance,
            scope: .service(agreement: "shop", service: "web"),
            start: time,
            end: time + .hours(1),
            noticed: midnight - .days(3),
            author: .provider,
            reason: "New disks",
            reference: "T-1"
          ),
          recordedAt: time
        )
      ),
      .observed(
        RecordedObservations(
          recorded: time,
          feed: ObservationFeed(name: "first-contact", kind: .counts),
          source: "desk",
          author: .provider,
          file: "march.csv",
          hash: [UInt8](64..<96),
          entries: [ObservedEntry(id: "2026-03-13", interval: stretch, good: 42, valid: 50)]
        )
      ),
      .certificate(
        CertificateMark(
          series: SeriesID(number: 1),
          lastBefore: time - .minutes(1),
          met: time,
          served: ServedCertificate(
            Certificate(
              sha256: [UInt8](96..<128),
              ends: midnight + .days(90),
              chainStarts: midnight - .days(1),
              chainEnds: midnight + .days(60),
              subject: "CN=shop.example",
              issuer: "CN=An authority"
            ),
            fault: .tlsName
          )
        )
      ),
      .unknown(UnknownRecord(kind: 200, body: [1, 2, 3])),
    ]
  }()

  /// What a record says, in words that no change of the code changes.
  static func text(_ record: Record) -> String? {
    switch record {
    case .vantage(let name): "vantage \(name)"
    case .series(let series, let its):
      "series \(series.number) \(its.id) \(its.method) \(its.target) \(its.interval.nanoseconds)"
        + " \(its.timeout.nanoseconds) \(its.confirmation.down) \(its.confirmation.up) \(its.rules)"
    case .gap(let gap):
      "gap \(gap.series.map { "\($0.number)" } ?? "all") \(text(gap.interval)) \(gap.slots)"
        + " \(gap.cause)"
    case .started(let start): "started \(start.time) \(start.version) \(start.configuration)"
    case .reloaded(let start): "reloaded \(start.time) \(start.version) \(start.configuration)"
    case .stopped(let time): "stopped \(time)"
    case .clock(let mark):
      "clock \(mark.time) \(mark.bootTime) \(mark.step.nanoseconds) \(mark.isSynchronized)"
        + (mark.kernel.map {
          " \($0.status) \($0.maximumError.nanoseconds) \($0.estimatedError.nanoseconds)"
            + " \($0.taiOffset)"
        } ?? "")
    case .imported(let mark):
      "imported \(mark.series.number) \(mark.name) \(mark.hash) \(text(mark.interval)) \(mark.count)"
    case .event(let event):
      "event \(event.kind) \(event.key) \(event.time) \(event.message) "
        + event.fields.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    case .sent(let key): "sent \(key)"
    case .loss(let loss):
      "loss \(loss.cause) \(text(loss.interval)) \(loss.count) \(loss.file) \(loss.firstCommit)"
        + " \(loss.lastCommit)"
    case .expired(let file): "expired \(file.number) \(text(file.interval))"
    case .expiredRollup(let rollup): "expired-rollup \(rollup.tier.rawValue) \(rollup.day)"
    case .unplanned(let time):
      "unplanned \(time.series.number) \(text(time.interval)) \(time.isOver)"
    case .annotated(let recorded):
      "annotated \(recorded.id) \(recorded.recorded) \(recorded.annotation.kind)"
        + " \(recorded.annotation.start) \(recorded.annotation.end.map { "\($0)" } ?? "-")"
        + " \(recorded.annotation.noticed.map { "\($0)" } ?? "-") \(recorded.annotation.author)"
        + " \(recorded.annotation.reason) \(recorded.annotation.reference)"
    case .sealed(let seal):
      "sealed \(seal.tier.rawValue) \(seal.files) \(seal.commits) \(text(seal.interval))"
        + " \(seal.samples) \(seal.leaves) \(Hexadecimal.text(seal.root.bytes))"
        + " \(Hexadecimal.text(seal.file.bytes))"
    case .key(let key):
      "key \(key.number) \(key.key) \(key.size) \(Hexadecimal.text(key.root.bytes))"
        + " \(Hexadecimal.text(key.signature))"
    case .unknown(let record): "unknown \(record.kind) \(record.body)"
    case .observed(let given):
      "observed \(given.recorded) \(given.feed) \(given.source) \(given.author) \(given.file)"
        + " \(given.hash) \(given.part)/\(given.parts) "
        + given.entries.map { "\($0.id) \(text($0.interval)) \($0.good)/\($0.valid)" }.joined()
    case .certificate(let mark):
      "certificate \(mark.series.number) \(mark.lastBefore) \(mark.met)"
        + " \(mark.served.fault.map { "\($0)" } ?? "-") \(mark.served.certificate.ends)"
        + " \(mark.served.certificate.chainStarts) \(mark.served.certificate.chainEnds)"
        + " \(mark.served.certificate.subject) \(mark.served.certificate.issuer)"
        + " \(mark.served.certificate.sha256)"
    case .sample: nil
    }
  }

  private static func text(_ interval: Interval) -> String { "\(interval.start) \(interval.end)" }
}
