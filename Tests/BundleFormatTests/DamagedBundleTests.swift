import Posix
import Proving
import StoreFormat
import Testing

@testable import BundleFormat

@Suite struct DamagedBundleTests {
  let bytes: [UInt8]
  let key: VerifierKey

  /// `make torture` changes every byte, `make test` one in four.
  private let step = Environment.value(of: "CONSTAT_TORTURE") == nil ? 4 : 1

  init() throws {
    let evidence = try Evidence()
    bytes = try evidence.bundle()
    key = evidence.keys[0].verifier
  }

  @Test func `each thing that is wrong is found and named`() throws {
    for bundle in try damagedBundles(bytes) {
      let verdict = try verdict(bundle.bytes, trusting: key)
      let names = verdict.findings.map { "\($0)" }
      #expect(!verdict.isProved, "\(bundle.name)")
      #expect(
        verdict.findings.contains { ($0.kind, $0.subject) == bundle.finding },
        "\(bundle.name): \(names)"
      )
    }
  }

  @Test func `a changed byte is found, even if the last line is made right again`() throws {
    let body = Array(bytes[..<(bytes.dropLast().lastIndex(of: 0x0A) ?? 0)]) + [0x0A]
    // A period is what is claimed, not what is proved: another one may be proved as well.
    let period = BundleLines(bytes).lines.prefix(3).map { $0.utf8.count + 1 }
    let claimed = period[0] + period[1]..<period.reduce(0, +)
    for index in body.indices where index % step == 0 && !claimed.contains(index) {
      var damaged = body
      damaged[index] ^= 1
      #expect(try !verdict(BundleLines.sealed(damaged), trusting: key).isProved, "byte \(index)")
    }
  }

  @Test func `a byte changed in any bit that matters to text is found`() throws {
    for index in bytes.indices where index % (7 * step) == 0 {
      for change in [1, 0x20, 0x80] as [UInt8] {
        var damaged = bytes
        damaged[index] ^= change
        #expect(try !verdict(damaged, trusting: key).isProved, "byte \(index)")
      }
    }
  }

  @Test func `every line that was dropped, repeated or swapped is found`() throws {
    let good = BundleLines(bytes)
    for place in good.lines.indices {
      var dropped = good
      dropped.lines.remove(at: place)
      var repeated = good
      repeated.lines.insert(good.lines[place], at: place)
      #expect(try !verdict(dropped.bytes, trusting: key).isProved, "line \(place + 1)")
      #expect(try !verdict(repeated.bytes, trusting: key).isProved, "line \(place + 1)")
      #expect(try !verdict(repeated.sealed, trusting: key).isProved, "line \(place + 1)")
      for other in good.lines.indices.dropFirst(place + 1) where (other - place) % 3 == 1 {
        var swapped = good
        swapped.lines.swapAt(place, other)
        #expect(try !verdict(swapped.bytes, trusting: key).isProved, "\(place + 1), \(other + 1)")
        // Two equal samples may be swapped; there are none here.
        if other < good.lines.count - 1 {
          #expect(
            try !verdict(swapped.sealed, trusting: key).isProved,
            "\(place + 1), \(other + 1)"
          )
        }
      }
    }
  }

  @Test func `what may be left out is left out without a finding`() throws {
    let good = BundleLines(bytes)
    for (word, number) in [("entry", 0), ("agreement", 0), ("checkpoint", 0), ("checkpoint", 1)] {
      var fewer = good
      fewer.lines.remove(at: good.places(word)[number])
      #expect(try verdict(fewer.sealed, trusting: key).findings == [], "\(word) \(number)")
    }
  }
}
