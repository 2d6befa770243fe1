import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

@Suite struct BlockTests {
  static let due = Instant(seconds: 1_773_446_400)
  static let plain = Sample(
    series: SeriesID(number: 3),
    due: due,
    start: due + .microseconds(300),
    outcome: .up
  )

  /// The plain sample, but for one thing.
  private static func with(_ change: (inout Sample) -> Void) -> Sample {
    var sample = plain
    change(&sample)
    return sample
  }

  static let odd: [Sample] = [
    plain,
    with { $0.due = Instant(nanoseconds: 0) },
    with { $0.due = Instant(nanoseconds: (1 << 62) - 1) },
    with { $0.start = Instant(nanoseconds: 0) },
    with { $0.start = Instant(nanoseconds: (1 << 62) - 1) },
    with { $0.start = $0.due + TimeAmount(nanoseconds: 1_234_567) },
    with { $0.start = $0.due - TimeAmount(nanoseconds: 1) },
    with { $0.outcome = .degraded },
    with { $0.outcome = .down },
    with { $0.outcome = .void },
    with { $0.cause = .dnsNXDomain },
    with { $0.cause = .localFault },
    with { $0.phases = Phases(resolve: .max) },
    with { $0.phases = Phases(connect: .max) },
    with { $0.phases = Phases(secure: .max) },
    with { $0.phases = Phases(wait: .max) },
    with { $0.phases = Phases(transfer: .max) },
    with { $0.status = .max },
    with { $0.address = NetworkAddress(bytes: [192, 0, 2, 1]) },
    with { $0.address = NetworkAddress(bytes: [UInt8](0xF0...0xFF)) },
    with { $0.bytes = .max },
    with { $0.flags = .imported },
    with { $0.flags = SampleFlags(rawValue: 0xFFF0) },
  ]

  @Test(arguments: odd)
  func `every field comes back, alone and among others`(sample: Sample) throws {
    for samples in [
      [sample], [sample, sample], [sample, Self.plain],
      [Self.plain, Self.plain, sample, Self.plain],
    ] {
      #expect(try SegmentBytes.block(samples).samples() == samples)
    }
  }

  @Test func `all of them together come back`() throws {
    #expect(try SegmentBytes.block(Self.odd).samples() == Self.odd)
  }

  @Test(arguments: Seeds.all)
  func `random samples come back in their order`(seed: UInt64) throws {
    var random = RandomSamples(seed: seed)
    for count in [1, 2, 60, 1_440] {
      let quiet = random.quiet(count)
      #expect(try SegmentBytes.block(quiet).samples() == quiet)
      let odd = random.odd(count)
      #expect(try SegmentBytes.block(odd).samples() == odd)
    }
  }

  @Test func `a full block of anything comes back within the limits`() throws {
    var random = RandomSamples(seed: 8)
    let samples = random.odd(8_192, addresses: 20_000)
    let parts = (0..<8_192).map { BlockPart(file: UInt64($0 * 3), count: 1) }
    let encoded = EncodedBlock(samples, parts: parts)
    let block = try Block(salvaging: encoded.bytes, at: 0)
    #expect(try block.samples() == samples)
    #expect(block.parts == parts)
    #expect(block.addresses.count > 6_000)
    #expect(encoded.headerLength <= BlockEntry.headerLimit)
    #expect(encoded.bytes.count <= BlockEntry.lengthLimit / 2)
  }

  @Test func `addresses are numbered in order of first appearance`() throws {
    var random = RandomSamples(seed: 9)
    let samples = random.odd(2_000, addresses: 300)
    var seen: [NetworkAddress] = []
    for address in samples.compactMap(\.address) where !seen.contains(address) {
      seen.append(address)
    }
    #expect(seen.count > 290)
    #expect(try SegmentBytes.block(samples).addresses == seen)
  }

  @Test func `columns come back without the others`() throws {
    var random = RandomSamples(seed: 10)
    for samples in [random.quiet(700), random.odd(90)] {
      let block = try SegmentBytes.block(samples)
      #expect(try block.starts() == samples.map(\.start))
      #expect(try block.outcomes() == samples.map(\.outcome))
      for phase in Phase.allCases {
        #expect(
          try block.microseconds(phase) == samples.map { $0.phases.microseconds(phase) }
        )
      }
      let sums = samples.map { sample in
        Phase.allCases.reduce(0) { $0 + Int64(sample.phases.microseconds($1)) }
      }
      #expect(try block.durations() == sums)
    }
  }

  @Test(arguments: [
    [BlockPart(file: 0, count: 5)],
    [BlockPart(file: (1 << 62) - 1, count: 5)],
    [BlockPart(file: 7, count: 1), BlockPart(file: 8, count: 4)],
    [BlockPart(file: 0, count: 2), BlockPart(file: (1 << 62) - 1, count: 3)],
    (0..<5).map { BlockPart(file: 1 << $0, count: 1) },
  ])
  func `parts come back`(parts: [BlockPart]) throws {
    let samples = [Sample](repeating: Self.plain, count: 5)
    let block = try Block(salvaging: EncodedBlock(samples, parts: parts).bytes, at: 0)
    #expect(block.parts == parts)
  }

  @Test func `a day of an hour each takes little room for its parts`() {
    let samples = [Sample](repeating: Self.plain, count: 1_440)
    let one = EncodedBlock(samples, parts: [BlockPart(file: 400, count: 1_440)])
    let day = (400..<424).map { BlockPart(file: $0, count: 60) }
    #expect(EncodedBlock(samples, parts: day).bytes.count <= one.bytes.count + 5)
  }

  @Test func `instants that no reader takes are moved to the nearest that one does`() throws {
    let samples = [
      Self.with { $0.due = Instant(nanoseconds: -5) },
      Self.with { $0.start = Instant(nanoseconds: .max) },
      Self.with { $0.start = Instant(nanoseconds: .min) },
    ]
    let read = try SegmentBytes.block(samples).samples()
    #expect(read[0].due == Instant(nanoseconds: 0))
    #expect(read[1].start == Instant(nanoseconds: (1 << 62) - 1))
    #expect(read[2].start == Instant(nanoseconds: 0))
  }

  @Test func `samples are cut into full blocks and a rest`() {
    #expect(Block.ranges(0) == [])
    #expect(Block.ranges(8_192) == [0..<8_192])
    #expect(Block.ranges(17_280) == [0..<8_192, 8_192..<16_384, 16_384..<17_280])
  }
}
