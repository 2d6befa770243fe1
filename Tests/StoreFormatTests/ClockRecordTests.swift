import Chronology
import Testing

@testable import StoreFormat

@Suite struct ClockRecordTests {
  private let plain = ClockMark(
    time: Instant(nanoseconds: 1),
    bootTime: 2,
    step: .zero,
    isSynchronized: true
  )

  @Test func `without what the kernel says it is as the first version wrote it`() throws {
    let bytes: [UInt8] = [8, 4, 1, 4, 0, 1]
    #expect(Record.clock(plain).encoded() == bytes)
    #expect(try Record.decoded(bytes) == .clock(plain))
  }

  @Test func `what the kernel says stands behind it`() throws {
    var mark = plain
    mark.kernel = KernelClockState(
      status: 0x2001,
      maximumError: .microseconds(300),
      estimatedError: .microseconds(2),
      taiOffset: 37
    )
    let bytes: [UInt8] = [8, 10, 1, 4, 0, 1, 0x81, 0x40, 0xAC, 0x02, 2, 74]
    #expect(Record.clock(mark).encoded() == bytes)
    #expect(try Record.decoded(bytes) == .clock(mark))
    for length in 7..<bytes.count {
      var cut = Array(bytes.prefix(length))
      cut[1] = UInt8(length - 2)
      #expect(throws: FormatError.self) { _ = try Record.decoded(cut) }
    }
  }

  @Test func `an error of more than a year is none`() {
    // 2^45 µs.
    let beyond: [UInt8] = [8, 14, 1, 4, 0, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x08, 0, 0]
    #expect(throws: FormatError.malformed("clock's error")) { _ = try Record.decoded(beyond) }
    let negative = KernelClockState(
      status: 0,
      maximumError: .microseconds(-1),
      estimatedError: .microseconds(-1),
      taiOffset: 0
    )
    #expect(negative.maximumError == .zero && negative.estimatedError == .zero)
  }
}
