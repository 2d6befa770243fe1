import Chronology
import Sampling

// Format: docs/formats/log.md, "SAMPLE".

private let millisecond: Int64 = 1_000_000
private let microsecond: Int64 = 1_000

/// Writes a group's samples, each relative to the one before.
struct SampleEncoder: Sendable {
  private var due: Int64 = 0
  private var addresses: [NetworkAddress] = []

  /// A table this long is searched faster than it is hashed.
  static let addressLimit = 16

  /// Begins a group.
  mutating func begin(at base: Instant) {
    due = base.recordable
    addresses.removeAll(keepingCapacity: true)
  }

  mutating func encode(_ sample: Sample, into body: inout ByteSink) {
    let step = sample.due.recordable - due
    let lateness = sample.start.recordable - sample.due.recordable
    due = sample.due.recordable
    var shape = sample.outcome.rawValue - 1
    if sample.cause != nil { shape |= 1 << 2 }
    if step % millisecond == 0 { shape |= 1 << 3 }
    if lateness % microsecond == 0 { shape |= 1 << 4 }
    if sample.status == 200 { shape |= 1 << 5 } else if sample.status != 0 { shape |= 1 << 6 }
    var presence: UInt8 = 0
    let phases = sample.phases
    if phases.resolve != 0 { presence |= 1 }
    if phases.connect != 0 { presence |= 2 }
    if phases.secure != 0 { presence |= 4 }
    if phases.wait != 0 { presence |= 8 }
    if phases.transfer != 0 { presence |= 16 }
    if sample.address != nil { presence |= 1 << 5 }
    if sample.bytes != 0 { presence |= 1 << 6 }
    if !sample.flags.isEmpty { presence |= 1 << 7 }
    body.byte(shape)
    body.byte(presence)
    body.varint(UInt64(sample.series.number))
    body.zigzag(shape & 1 << 3 != 0 ? step / millisecond : step)
    body.zigzag(shape & 1 << 4 != 0 ? lateness / microsecond : lateness)
    if let cause = sample.cause { body.byte(cause.rawValue) }
    if shape & 1 << 6 != 0 { body.varint(UInt64(sample.status)) }
    if phases.resolve != 0 { body.varint(UInt64(phases.resolve)) }
    if phases.connect != 0 { body.varint(UInt64(phases.connect)) }
    if phases.secure != 0 { body.varint(UInt64(phases.secure)) }
    if phases.wait != 0 { body.varint(UInt64(phases.wait)) }
    if phases.transfer != 0 { body.varint(UInt64(phases.transfer)) }
    if let address = sample.address { encode(address, into: &body) }
    if sample.bytes != 0 { body.varint(UInt64(sample.bytes)) }
    if !sample.flags.isEmpty { body.varint(UInt64(sample.flags.rawValue)) }
  }

  private mutating func encode(_ address: NetworkAddress, into body: inout ByteSink) {
    if let index = addresses.firstIndex(of: address) {
      body.byte(UInt8(index + 1))
      return
    }
    body.byte(0)
    body.block(address.bytes)
    if addresses.count < SampleEncoder.addressLimit { addresses.append(address) }
  }
}

/// Reads a group's samples.
struct SampleDecoder: Sendable {
  private var due: Int64
  private var addresses: [NetworkAddress] = []

  /// Begins a group.
  init(base: Instant) {
    due = base.nanoseconds
  }

  mutating func decode(from body: inout ByteCursor) throws(FormatError) -> Sample {
    let shape = try body.byte()
    let presence = try body.byte()
    if shape >> 7 != 0 || shape >> 5 & 3 == 3 { throw .malformed("sample's shape") }
    guard let outcome = Outcome(rawValue: shape & 3 + 1) else { throw .malformed("outcome") }
    let series = try body.series()
    let step = try amount(from: &body, unit: shape & 1 << 3 != 0 ? millisecond : 1)
    let dueInstant = try Instant(recorded: sum(due, step))
    due = dueInstant.nanoseconds
    let lateness = try amount(from: &body, unit: shape & 1 << 4 != 0 ? microsecond : 1)
    var sample = Sample(
      series: series,
      due: dueInstant,
      start: try Instant(recorded: sum(due, lateness)),
      outcome: outcome,
      status: shape & 1 << 5 != 0 ? 200 : 0
    )
    if shape & 1 << 2 != 0 {
      guard let cause = Cause(rawValue: try body.byte()) else { throw .malformed("cause") }
      sample.cause = cause
    }
    if shape & 1 << 6 != 0 { sample.status = try body.varint(as: UInt16.self) }
    sample.phases = try phases(from: &body, presence)
    if presence & 1 << 5 != 0 { sample.address = try address(from: &body) }
    if presence & 1 << 6 != 0 { sample.bytes = try body.varint(as: UInt32.self) }
    if presence & 1 << 7 != 0 {
      sample.flags = SampleFlags(rawValue: try body.varint(as: UInt16.self))
    }
    return sample
  }

  private func phases(
    from body: inout ByteCursor,
    _ presence: UInt8
  ) throws(FormatError) -> Phases {
    var phases = Phases()
    if presence & 1 != 0 { phases.resolve = try body.varint(as: UInt32.self) }
    if presence & 2 != 0 { phases.connect = try body.varint(as: UInt32.self) }
    if presence & 4 != 0 { phases.secure = try body.varint(as: UInt32.self) }
    if presence & 8 != 0 { phases.wait = try body.varint(as: UInt32.self) }
    if presence & 16 != 0 { phases.transfer = try body.varint(as: UInt32.self) }
    return phases
  }

  private mutating func address(from body: inout ByteCursor) throws(FormatError) -> NetworkAddress {
    let number = Int(try body.byte())
    if number > 0 {
      if number > addresses.count { throw .malformed("address number") }
      return addresses[number - 1]
    }
    guard let address = NetworkAddress(bytes: try body.block(limit: 16)) else {
      throw .malformed("address")
    }
    if addresses.count < SampleEncoder.addressLimit { addresses.append(address) }
    return address
  }

  private func amount(from body: inout ByteCursor, unit: Int64) throws(FormatError) -> Int64 {
    let (amount, overflow) = try body.zigzag().multipliedReportingOverflow(by: unit)
    if overflow { throw .malformed("time") }
    return amount
  }

  private func sum(_ left: Int64, _ right: Int64) throws(FormatError) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    if overflow { throw .malformed("time") }
    return sum
  }
}
