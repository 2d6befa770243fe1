import TestKit
import Testing

@testable import Yaml

@Suite struct YamlDamageTests {
  /// Reads `bytes`; whatever comes of it must be a document or an error with a place in the text.
  private func survive(_ bytes: [UInt8], _ what: @autoclosure () -> String) {
    let lines = 1 + bytes.count
    do throws(YamlError) {
      let document = try YamlDocument(bytes)
      #expect(document.problems.allSatisfy { $0.mark.line <= lines }, "\(what())")
    } catch {
      let isPlaced = (1...lines).contains(error.mark.line) && error.mark.column >= 1
      #expect(isPlaced, "\(what()): \(error)")
      #expect(!error.problem.description.isEmpty)
    }
  }

  @Test func `every truncation is read or refused`() {
    let bytes = sample.bytes
    for count in 0..<bytes.count { survive(Array(bytes.prefix(count)), "cut at \(count)") }
  }

  @Test func `every flipped bit is read or refused`() {
    var bytes = sample.bytes
    for index in bytes.indices {
      for bit in 0..<8 {
        bytes[index] ^= 1 << bit
        survive(bytes, "bit \(bit) of byte \(index)")
        bytes[index] ^= 1 << bit
      }
    }
  }

  @Test func `random bytes are read or refused`() {
    var generator = SplitMix64(seed: 1)
    for round in 0..<2000 {
      let count = Int.random(in: 0..<200, using: &generator)
      survive(
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) },
        "round \(round)"
      )
    }
  }

  @Test func `random runs of YAML's own signs are read or refused`() {
    var generator = SplitMix64(seed: 2)
    let signs = Array("[]{}:,-?!&*|>'\"#%@` \n\tab~<".utf8)
    for round in 0..<5000 {
      let count = Int.random(in: 0..<80, using: &generator)
      survive(
        (0..<count).map { _ in signs.randomElement(using: &generator) ?? 0 },
        "round \(round)"
      )
    }
  }
}
