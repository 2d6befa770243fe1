import Chronology
import Sampling
import Testing

@testable import StoreFormat

@Suite struct RecordTests {
  private func decode(_ bytes: [UInt8]) throws -> Record? {
    var cursor = ByteCursor(bytes)
    var samples = SampleDecoder(base: Instant(seconds: 1_773_446_400))
    return try Record.decode(from: &cursor, using: &samples)
  }

  @Test func `an unknown kind from 128 on is kept as it is, one below refused`() throws {
    let bytes: [UInt8] = [128, 2, 1, 2]
    let unknown = Record.unknown(UnknownRecord(kind: 128, body: [1, 2]))
    #expect(try decode(bytes) == unknown)
    #expect(unknown.encoded() == bytes)
    #expect(throws: FormatError.newer("record kind")) { _ = try decode([127, 2, 1, 2]) }
    #expect(throws: FormatError.newer("record kind")) { _ = try decode([0, 0]) }
  }

  @Test func `a body with something behind its fields is refused`() {
    #expect(throws: FormatError.malformed("record length")) { _ = try decode([6, 2, 1, 2]) }
  }

  @Test func `an instant before 1970 or after 2116 is refused`() {
    var sink = ByteSink()
    sink.varint(1 << 62)
    let bytes = [6, UInt8(sink.count)] + sink.bytes
    #expect(throws: FormatError.malformed("instant")) { _ = try decode(bytes) }
  }

  @Test func `a long text is cut at a whole character`() {
    #expect("aé✓".cut(to: 5) == "aé")
    #expect("aé✓".cut(to: 6) == "aé✓")
  }

  @Test func `a plain sample of a second takes few bytes`() {
    var encoder = SampleEncoder()
    let base = Instant(seconds: 1_773_446_400)
    encoder.begin(at: base)
    var body = ByteSink()
    let sample = Sample(
      series: SeriesID(number: 300),
      due: base + .milliseconds(250),
      start: base + .milliseconds(252),
      outcome: .up,
      phases: Phases(resolve: 90, connect: 12_000, secure: 25_000, wait: 80_000, transfer: 900),
      status: 200,
      address: NetworkAddress(bytes: [192, 0, 2, 1]),
      bytes: 20_000
    )
    encoder.encode(sample, into: &body)
    #expect(body.count <= 28)
    body.removeAll()
    encoder.encode(sample, into: &body)
    #expect(body.count <= 22)
  }
}
