import Chronology
import TestKit
import Testing

/// A TZif file made by hand.
struct ZoneFile {
  var version: UInt8 = 0x32
  var starts: [Int64] = []
  var indices: [UInt8] = []
  var offsets: [Int64] = [0]
  var leaps = 0
  var footer = "UTC0"

  var bytes: [UInt8] {
    if version == 0 { return header(0) + block(4) }
    let first = ZoneFile(version: 0, footer: "")
    return first.header(version) + first.block(4) + header(version) + block(8)
      + Array("\n\(footer)\n".utf8)
  }

  func header(_ version: UInt8) -> [UInt8] {
    Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
      + [0, 0, leaps, starts.count, offsets.count, 4].flatMap { Self.number(Int64($0), 4) }
  }

  func block(_ length: Int) -> [UInt8] {
    starts.flatMap { Self.number($0, length) } + indices
      + offsets.flatMap { Self.number($0, 4) + [0, 0] } + Array("ABC\0".utf8)
      + Array(repeating: 0, count: leaps * (length + 4))
  }

  static func number(_ value: Int64, _ length: Int) -> [UInt8] {
    (0..<length).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
  }
}

@Suite struct ZoneFileTests {
  private func failure(_ bytes: [UInt8]) -> ZoneRulesError? {
    do throws(ZoneRulesError) {
      _ = try ZoneRules(tzif: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [0, 0x32, 0x33, 0x34] as [UInt8])
  func `versions 1 to 4 are read`(version: UInt8) throws {
    var file = ZoneFile(version: version)
    file.starts = [-100, 200]
    file.indices = [1, 2]
    file.offsets = [60, 3_600, -7_200]
    file.footer = "XYZ2"
    let rules = try ZoneRules(tzif: file.bytes)
    let offsets = [-101, -100, 199, 200].map { rules.offset(at: Instant(seconds: $0)) }
    #expect(offsets == [60, 3_600, 3_600, -7_200])
  }

  @Test func `other versions are refused`() {
    for version in [1, 0x31, 0x35, 0xFF] as [UInt8] {
      #expect(failure(ZoneFile(version: version).bytes) == .unknownVersion(version))
    }
  }

  @Test func `without a footer the last offset stays`() throws {
    let file = ZoneFile(starts: [0], indices: [1], offsets: [0, 3_600], footer: "")
    #expect(try ZoneRules(tzif: file.bytes).stretch(at: 4_000_000_000).offset == 3_600)
    #expect(try ZoneRules(tzif: file.bytes).stretch(at: 4_000_000_000).end == nil)
  }

  @Test func `damage is refused by its name`() {
    #expect(failure([]) == .notTZif)
    #expect(failure(Array("constat".utf8)) == .notTZif)
    #expect(failure(Array(repeating: 0, count: ZoneRules.largestFile + 1)) == .tooLarge)
    #expect(failure(ZoneFile(leaps: 1).bytes) == .leapSeconds)
    #expect(failure(ZoneFile(offsets: []).bytes) == .malformed("count of types"))
    #expect(failure(ZoneFile(offsets: [93_600]).bytes) == .malformed("offset"))
    #expect(failure(ZoneFile(offsets: [Int64(Int32.min)]).bytes) == .malformed("offset"))
    #expect(failure(ZoneFile(footer: "CET-1CEST").bytes) == .malformed("footer"))
    #expect(
      failure(ZoneFile(starts: [5], indices: [1]).bytes) == .malformed("type of a transition")
    )
    #expect(
      failure(ZoneFile(starts: [5, 5], indices: [0, 0]).bytes)
        == .malformed("order of transitions")
    )
    var huge = ZoneFile().bytes
    huge.replaceSubrange(32..<36, with: [0x7F, 0xFF, 0xFF, 0xFF])
    #expect(failure(huge) == .tooLarge)
  }

  @Test func `leap-second files of the host are refused`() throws {
    guard let file = TestFile.hostZone("right/Europe/Paris") else { return }
    #expect(failure(file) == .leapSeconds)
  }

  @Test func `every cut is refused`() throws {
    for name in ["Europe-Paris", "Asia-Kathmandu"] {
      let file = try TestFile.fixture("zones/\(name).tzif")
      for length in file.indices { #expect(failure(Array(file[..<length])) != nil, "\(length)") }
    }
  }

  @Test func `no changed byte makes it trap`() throws {
    let file = try TestFile.fixture("zones/America-Nuuk.tzif")
    for index in file.indices {
      for bit in [0, 3, 7] {
        var damaged = file
        damaged[index] ^= 1 << bit
        guard let rules = try? ZoneRules(tzif: damaged) else { continue }
        for second in [Int64.min / 2, -5_000_000_000, 0, 1_774_000_000, 7_000_000_000] {
          #expect(abs(rules.stretch(at: second / 1_000_000_000_000).offset) <= 93_599)
        }
        _ = rules.start(of: CivilDate(daysSinceEpoch: 20_000))
      }
    }
  }

  @Test func `no random bytes make it trap`() {
    var random = SplitMix64(seed: 9)
    for _ in 0..<2_000 {
      var file = ZoneFile(starts: [0, 1], indices: [0, 0], footer: "").bytes
      for _ in 0..<8 {
        file[Int.random(in: 5..<file.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      _ = try? ZoneRules(tzif: file)
    }
  }
}
