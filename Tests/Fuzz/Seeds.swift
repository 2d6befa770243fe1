import Chronology
import Glibc
import Judging
import Proving
import Sampling
import StoreFormat

@testable import Rollups
@testable import SegmentFormat

/// What each decoder starts from: small whole files.
enum Seeds {
  static let start = Instant(seconds: 1_773_478_800)
  static let store = [UInt8](0x10...0x1F)

  /// An hour's row of 60 samples.
  static let summary: RollupSummary = {
    var summary = RollupSummary()
    (summary.up, summary.degraded, summary.down) = (57, 1, 2)
    summary.time = TimeTally(elapsed: 3_600_000)
    return summary
  }()

  static func write(to folder: String) {
    for decoder in Decoder.allCases {
      let place = "\(folder)/\(decoder.rawValue)"
      _ = unsafe mkdir(place, 0o755)
      for (number, seed) in seeds(decoder).enumerated() {
        guard let file = unsafe fopen("\(place)/seed-\(number)", "w") else { continue }
        unsafe fwrite(seed, 1, seed.count, file)
        unsafe fclose(file)
      }
    }
  }

  static func seeds(_ decoder: Decoder) -> [[UInt8]] {
    switch decoder {
    case .group: [group(records), group([]), group(samples.map { .sample($0) })]
    case .record: entries.map { $0.encoded() }
    case .header: [header]
    case .segment: [segment, repositoryFile("Tests/Goldens/SegmentFormat/version-1.seg")]
    case .column: columns
    case .ledger: [ledger] + entries.map { LedgerEntry(commit: 7, time: start, record: $0).bytes }
    case .rollup: ["hours-1", "days-1"].map { golden("Tests/Goldens/Rollups/\($0).hex") }
    case .detail: [detail]
    case .bundle: [Array(bundle.utf8)]
    case .note: [Array(note.utf8), Array(note.utf8.prefix { $0 != 0x2D }), Array(key.utf8)]
    case .store: [Array("format=1\nstore=000102030405060708090a0b0c0d0e0f\ncreated=1\n".utf8)]
    case .inbox: [Array("constat-import 1\nweb\nabc\n".utf8), Array("0\nsaid\n".utf8)]
    case .importing: [Array(imported.utf8)]
    case .metrics: [Array(metrics.utf8)]
    case .yaml: [repositoryFile("config/constatd.yaml"), Array(yaml.utf8)]
    case .stamp: [stamp, [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]]
    case .annotation: annotations
    case .zone:
      ["Africa-Cairo", "Europe-Dublin"].map { repositoryFile("Tests/Fixtures/zones/\($0).tzif") }
    case .key: [Array((String(repeating: "0f", count: 32) + "\n").utf8)]
    }
  }

  static let samples: [Sample] = (0..<40).map(sample)

  private static func sample(_ number: Int) -> Sample {
    let due = start + .seconds(Int64(number))
    let isDown = number % 7 == 0
    return Sample(
      series: SeriesID(number: UInt32(number % 3)),
      due: due,
      start: due + .microseconds(Int64(number % 5)),
      outcome: isDown ? .down : .up,
      cause: isDown ? .connectTimeout : nil,
      phases: Phases(resolve: 3, connect: UInt32(100 + number), wait: 2_000),
      status: 200,
      address: NetworkAddress(bytes: [192, 0, 2, UInt8(number % 5)]),
      bytes: UInt32(number)
    )
  }

  static let records: [Record] = {
    let interval = Interval(start, start + .seconds(60))
    var records: [Record] = []
    records.append(.vantage("fra1"))
    records.append(.sample(samples[0]))
    records.append(.stopped(start))
    records.append(.sent("incident/1"))
    records.append(.gap(Gap(series: nil, interval: interval, slots: 3, cause: .late)))
    records.append(.loss(Loss(cause: .lost, interval: interval, count: 7)))
    let damage = Loss(
      cause: .damaged,
      interval: interval,
      file: 3,
      firstCommit: 4,
      lastCommit: 5
    )
    records.append(.loss(damage))
    records.append(.expired(ExpiredFile(number: 9, interval: interval)))
    records.append(.certificate(certificate))
    records += said + [.sealed(seal)]
    return records
  }()

  /// Those that stand in a ledger: all but samples.
  static let entries = records.filter { record in
    if case .sample = record { false } else { true }
  }

  private static let certificate = CertificateMark(
    series: SeriesID(number: 2),
    lastBefore: start,
    met: start + .seconds(30),
    served: ServedCertificate(
      Certificate(
        sha256: [UInt8](repeating: 7, count: 32),
        ends: start + .days(60),
        chainStarts: start - .days(30),
        chainEnds: start + .days(50),
        subject: "CN=web.example",
        issuer: "CN=R11,O=Let's Encrypt,C=US"
      ),
      fault: .tlsName
    )
  )

  private static let seal = Seal(
    tier: .segment,
    files: 1...1,
    commits: 1...9,
    interval: Interval(start, start + .seconds(60)),
    samples: 40,
    leaves: 3,
    root: .zero,
    file: .zero
  )

  private static let said: [Record] = {
    let event = RecordedEvent(
      kind: "incident.opened",
      key: "k",
      time: start,
      message: "m",
      fields: [.init(name: "SERVICE", value: "web")]
    )
    let announcement = KeyAnnouncement(
      number: 0,
      key: key,
      size: 1,
      root: .zero,
      signature: [UInt8](repeating: 1, count: 64)
    )
    guard let id = CheckID("web") else { return [] }
    let definition = CheckDefinition(
      id: id,
      method: "http",
      target: "http://192.0.2.1/",
      interval: .seconds(60),
      timeout: .seconds(10),
      confirmation: Confirmation(),
      rules: "status 200-299"
    )
    return [.event(event), .key(announcement), .series(SeriesID(number: 1), definition)]
  }()

  private static func group(_ records: [Record]) -> [UInt8] {
    var encoder = GroupEncoder(file: Decoder.file)
    _ = encoder.append(records, records.indices, sequence: 1, time: start, flags: [])
    let bytes = encoder.bytes
    let length = Repair.get(bytes, at: 4) + CommitGroup.headerLength
    return Array(bytes.prefix(length))
  }
}
