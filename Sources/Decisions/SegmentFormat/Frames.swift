import StoreFormat

/// Numbers as small codes.
///
/// A column's numbers are cut into frames, and each frame has a base. Zero, which often means that
/// something did not happen, has the code 0; any other number the code
/// (number - base) / unit + 1. The base is the smallest number of the frame that isn't zero, and
/// the unit is the greatest common divisor of the differences: nothing is rounded.
///
/// Format: docs/formats/segment.md, "Frames".
struct Frames: Sendable {
  /// How long a frame can be, as a power of two.
  static let shifts = 5...13
  /// What a number can be, so that the distance of two is no more than 2^63.
  static let numbers: ClosedRange<Int64> = -1 << 62...1 << 62

  /// What the codes count; 1 or more.
  let unit: UInt64
  /// A frame has 2 to this power of numbers; the last one may have less.
  let shift: Int
  /// Of each frame.
  let bases: [Int64]

  /// The frames of `values`.
  ///
  /// - Precondition: `values` lie in ``numbers``, and `unit` divides their differences.
  init(of values: [Int64], shift: Int, unit: UInt64) {
    self.unit = unit
    self.shift = shift
    var bases: [Int64] = []
    for start in stride(from: 0, to: values.count, by: 1 << shift) {
      var base = Int64.max
      for value in values[start..<min(start + 1 << shift, values.count)] where value != 0 {
        base = min(base, value)
      }
      bases.append(base == .max ? bases.last ?? 0 : base)
    }
    self.bases = bases
  }

  /// The greatest common divisor of the differences between the numbers that aren't zero.
  static func unit(of values: [Int64]) -> UInt64 {
    guard let first = values.first(where: { $0 != 0 }) else { return 1 }
    var unit: UInt64 = 0
    for value in values where value != 0 {
      var rest = UInt64(bitPattern: max(value, first) &- min(value, first))
      if unit == 0 {
        unit = rest
        continue
      }
      while rest % unit != 0 { (unit, rest) = (rest % unit, unit) }
      if unit == 1 { break }
    }
    return max(unit, 1)
  }

  /// The codes of the numbers that the frames were made for.
  func codes(of values: [Int64]) -> [UInt64] {
    var codes: [UInt64] = []
    codes.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      let distance = UInt64(bitPattern: value &- bases[index >> shift])
      codes.append(value == 0 ? 0 : distance / unit + 1)
    }
    return codes
  }

  /// The numbers of these codes.
  func values(of codes: [UInt64]) -> [Int64] {
    var values: [Int64] = []
    values.reserveCapacity(codes.count)
    // A forged unit can wrap around; what the column means has bounds that are checked afterwards.
    for (index, code) in codes.enumerated() {
      let distance = Int64(truncatingIfNeeded: (code &- 1) &* unit)
      values.append(code == 0 ? 0 : bases[index >> shift] &+ distance)
    }
    return values
  }
}

extension Frames {
  /// Writes the frames.
  func encode(into sink: inout ByteSink) {
    sink.byte(UInt8(shift))
    sink.varint(unit)
    var last: Int64 = 0
    for base in bases {
      sink.zigzag(base &- last)
      last = base
    }
  }

  /// Reads the frames of `count` numbers.
  init(from cursor: inout ByteCursor, count: Int) throws(FormatError) {
    let shift = Int(try cursor.byte())
    guard Frames.shifts.contains(shift) else { throw .malformed("frame length") }
    let unit = try cursor.varint()
    if unit == 0 { throw .malformed("unit") }
    var bases: [Int64] = []
    var last: Int64 = 0
    for _ in stride(from: 0, to: count, by: 1 << shift) {
      last &+= try cursor.zigzag()
      bases.append(last)
    }
    self.shift = shift
    self.unit = unit
    self.bases = bases
  }
}
