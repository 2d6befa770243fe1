import Chronology
import Importing
import Sampling
import TestKit
import Testing

@Suite struct ImportDamageTests {
  private static let seeds: [UInt64] = Array(1...8)

  /// A file with good lines of every kind, and some bad ones.
  private let text =
    [fullLine, line(0), line(1, "void"), "", line(2, "down"), "{\"at\": 5}", fullLine]
    .joined(separator: "\r\n")

  @Test(arguments: seeds)
  func `however a file is cut into chunks, the result is the same`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let long = String(repeating: "x", count: Int.random(in: 65_530...65_540, using: &random))
    for text in [text, line(0) + "\r\n" + line(1) + "\n", text + "\n" + long + "\r\n" + line(9)] {
      let bytes = Array(text.utf8)
      var file = ImportFile(series: series, now: now)
      var start = 0
      while start < bytes.count {
        let most = Bool.random(using: &random) ? 3 : 40_000
        let end = min(bytes.count, start + Int.random(in: 0...most, using: &random))
        file.append(bytes[start..<end])
        start = end
      }
      let (cut, whole) = (finished(file), importing(bytes))
      #expect(cut.map { Array($0) }.isSame(as: whole.map { Array($0) }))
    }
  }

  @Test(arguments: seeds)
  func `whatever is done to a line, it is read or refused, within its bounds`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let interesting =
      Array("\"\\{}[]:,0123456789.eE+-null\u{0}\u{1F}".utf8) + [0x80, 0xC3, 0xED, 0xFF]
    for _ in 0..<1_500 {
      var bytes = Array(fullLine.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = interesting[Int.random(in: 0..<interesting.count, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.replaceSubrange(place..<min(place + 9, bytes.count), with: [byte])
        default: bytes += bytes[place...].prefix(20)
        }
      }
      switch reading(bytes) {
      case .success(let sample):
        #expect(ImportLine.span.contains(sample.start) && sample.start <= now)
        #expect(sample.flags.contains(.imported) && sample.due == sample.start)
        #expect(sample.outcome != .up || sample.cause == nil)
      case .failure(let fault):
        #expect((1...(bytes.count + 1)).contains(fault.column))
        #expect(!fault.message.isEmpty && !fault.remedy.isEmpty)
      }
    }
  }

  @Test(arguments: seeds)
  func `random bytes never trap`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let count = Int.random(in: 0...200, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      _ = importing(bytes)
      _ = try? JSONReader.read(bytes)
    }
  }
}

extension Result where Success == [Sample], Failure == ImportRefusal {
  /// Whether both have the same samples or the same faults.
  fileprivate func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.success(let mine), .success(let theirs)): mine == theirs
    case (.failure(let mine), .failure(let theirs)): mine == theirs
    default: false
    }
  }
}
