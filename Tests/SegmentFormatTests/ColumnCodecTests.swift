import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

@Suite struct ColumnCodecTests {
  /// A sequence by its name, so that a failure says which one it was.
  struct Shape: Sendable, CustomStringConvertible {
    let description: String
    let value: @Sendable (Int, inout SplitMix64) -> Int64
  }

  static let bound: Int64 = 1 << 62

  static let shapes: [Shape] = [
    Shape(description: "zero") { _, _ in 0 },
    Shape(description: "the largest") { _, _ in Int64(UInt32.max) },
    Shape(description: "alternating") { index, _ in index % 2 == 0 ? 0 : Int64(UInt32.max) },
    Shape(description: "one other") { index, _ in index == 3 ? 17 : 5 },
    Shape(description: "ascending") { index, _ in 1_000 * Int64(index) },
    Shape(description: "descending") { index, _ in -60_000_000_000 * Int64(index) },
    Shape(description: "steps") { index, _ in Int64(index / 50) },
    Shape(description: "any u32") { _, random in Int64(random.next() >> 32) },
    Shape(description: "anything") { _, random in
      Int64(bitPattern: random.next()) >> (1 + random.next() % 63)
    },
    Shape(description: "the bounds") { _, random in random.next() % 2 == 0 ? bound : -bound },
    Shape(description: "runs") { index, random in random.next() % 40 == 0 ? Int64(index) : 7 },
    Shape(description: "few far apart") { _, random in
      [1_200, 45_000, 45_210, 1 << 40][Int(random.next() % 4)]
    },
    Shape(description: "a bell and spikes") { _, random in
      let bell = (0..<6).reduce(Int64(20_000)) { sum, _ in sum + Int64(random.next() % 500) }
      return random.next() % 100 == 0 ? 9_000_000 : random.next() % 20 == 0 ? 0 : bell
    },
  ]

  static let counts = [1, 2, 3, 31, 32, 127, 128, 129, 255, 1_440, 8_191, 8_192, 8_193]

  private func values(_ shape: Shape, _ count: Int) -> [Int64] {
    var random = SplitMix64(seed: UInt64(count))
    return (0..<count).map { shape.value($0, &random) }
  }

  private func decoded(_ bytes: [UInt8], _ count: Int) throws(FormatError) -> [Int64] {
    var cursor = ByteCursor(bytes)
    let values = try ColumnCodec.decode(from: &cursor, count: count)
    if !cursor.isAtEnd { throw .malformed("column length") }
    return values
  }

  @Test(arguments: shapes, counts)
  func `a sequence comes back as it was`(shape: Shape, count: Int) throws {
    let values = values(shape, count)
    let bytes = ColumnCodec.encode(values)
    #expect(try decoded(bytes, count) == values)
    #expect(bytes == ColumnCodec.encode(values))
    #expect(bytes.count <= BlockHeader.columnLimit)
  }

  @Test(arguments: shapes, [2, 129, 1_440])
  func `every codec by itself gives back what it was given`(shape: Shape, count: Int) throws {
    let values = values(shape, count)
    let encodings = [
      ColumnCodec.plain(values), ColumnCodec.runs(values, below: .max),
      ColumnCodec.dictionary(values, below: .max),
    ]
    for bytes in encodings.compactMap({ $0 }) {
      #expect(try decoded(bytes, count) == values, "codec \(bytes[0])")
    }
    for shift in Frames.shifts {
      let frames = Frames(of: values, shift: shift, unit: Frames.unit(of: values))
      let codes = frames.codes(of: values)
      var sink = ByteSink()
      frames.encode(into: &sink)
      PackedCodec.encode(codes, into: &sink)
      for k in LogLinearCodec.finenesses { LogLinearCodec.encode(codes, k: k, into: &sink) }
      var cursor = ByteCursor(sink.bytes)
      #expect(try Frames(from: &cursor, count: count).values(of: codes) == values)
      #expect(try PackedCodec.decode(from: &cursor, count: count) == codes)
      for _ in LogLinearCodec.finenesses {
        #expect(try LogLinearCodec.decode(from: &cursor, count: count) == codes)
      }
      #expect(cursor.isAtEnd)
    }
  }

  @Test func `each codec is the smallest of something`() {
    let chosen = Set(
      Self.shapes.flatMap { shape in
        Self.counts.map { ColumnCodec.encode(values(shape, $0))[0] }
      }
    )
    #expect(chosen == Set(ColumnCodec.allCases.map(\.rawValue)))
  }

  @Test func `what is regular costs next to nothing`() {
    let steps = [Int64](repeating: 60_000_000_000, count: 1_439)
    #expect(ColumnCodec.encode(steps).count == 7)
    var missing = steps
    missing[700] *= 2
    #expect(ColumnCodec.encode(missing).count < 40)
  }

  @Test func `the packed cost is what packing takes`() {
    for shape in Self.shapes {
      let values = values(shape, 1_000)
      let codes = Frames(of: values, shift: 7, unit: 1).codes(of: values)
      var sink = ByteSink()
      PackedCodec.encode(codes, into: &sink)
      #expect(sink.count == (PackedCodec.cost(of: codes) + 7) / 8, "\(shape)")
    }
  }

  @Test func `every truncation is found`() {
    for shape in Self.shapes {
      let bytes = ColumnCodec.encode(values(shape, 200))
      for length in 0..<bytes.count {
        #expect(throws: FormatError.self, "\(shape), \(length)") {
          try decoded(Array(bytes.prefix(length)), 200)
        }
      }
    }
  }

  @Test(arguments: Seeds.all)
  func `garbage is refused or read, and never trapped on`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var refused = 0
    for round in 0..<3_000 {
      var bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }
      if !bytes.isEmpty { bytes[0] %= 6 }
      if bytes.count > 1, round % 2 == 0 { bytes[1] = 5 + bytes[1] % 9 }
      let count = Int.random(in: 1...8_192, using: &random)
      if (try? decoded(bytes, count)) == nil { refused += 1 }
    }
    #expect(refused > 2_000)
  }

  @Test(arguments: Seeds.all)
  func `a damaged sequence gives the right number of numbers or none`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for shape in Self.shapes {
      let bytes = ColumnCodec.encode(values(shape, 300))
      for _ in 0..<200 {
        var damaged = bytes
        for _ in 0...random.next() % 3 {
          damaged[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 256)
        }
        if let values = try? decoded(damaged, 300) { #expect(values.count == 300) }
      }
    }
  }

  @Test func `codecs within codecs are refused`() {
    let runs = ColumnCodec.runs([Int64](repeating: 1, count: 9) + [2, 2, 2], below: .max) ?? []
    #expect(runs.starts(with: [ColumnCodec.runs.rawValue, 2]))
    let forged = [ColumnCodec.runs.rawValue, 2] + runs
    #expect(throws: FormatError.malformed("codec within a codec")) { try decoded(forged, 12) }
    #expect(throws: FormatError.newer("codec")) { try decoded([5, 0], 12) }
  }
}
