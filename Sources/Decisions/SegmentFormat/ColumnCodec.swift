import StoreFormat

/// How a sequence of numbers is written.
///
/// The raw value stands before the sequence and never changes its meaning.
///
/// Format: docs/formats/segment.md, "Sequences".
enum ColumnCodec: UInt8, CaseIterable, Sendable {
  /// One number for all.
  case constant = 0
  /// Each number once for as often as it follows itself.
  case runs = 1
  /// ``Frames``, and their codes in as many bits as most need.
  case packed = 2
  /// ``Frames``, and their codes by a prefix code that grows coarser with size.
  case logLinear = 3
  /// The different numbers once, and the place of each among them.
  case dictionary = 4

  /// Writes `values` by the codec that takes the least; by the first of several.
  ///
  /// - Precondition: There is a value, and all lie in ``Frames/numbers``.
  static func encode(_ values: [Int64]) -> [UInt8] {
    let plain = plain(values)
    if plain[0] == constant.rawValue { return plain }
    let others = [runs(values, below: plain.count), dictionary(values, below: plain.count)]
    return others.compactMap { $0 }.reduce(plain) { least, other in
      (other.count, other[0]) < (least.count, least[0]) ? other : least
    }
  }

  /// Reads `count` numbers, from 1 on.
  static func decode(
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [Int64] {
    switch try codec(from: &cursor) {
    case .runs: try runs(from: &cursor, count: count)
    case .dictionary: try dictionary(from: &cursor, count: count)
    case let codec: try plain(codec, from: &cursor, count: count)
    }
  }

  private static func codec(from cursor: inout ByteCursor) throws(FormatError) -> ColumnCodec {
    guard let codec = ColumnCodec(rawValue: try cursor.byte()) else { throw .newer("codec") }
    return codec
  }
}

// One sequence alone, which can stand within another.
extension ColumnCodec {
  /// Writes `values` by the least of constant, packed and log-linear.
  static func plain(_ values: [Int64]) -> [UInt8] {
    if values.allSatisfy({ $0 == values[0] }) {
      var sink = ByteSink()
      sink.byte(constant.rawValue)
      sink.zigzag(values[0])
      return sink.bytes
    }
    let unit = Frames.unit(of: values)
    var packed: (frames: Frames, codes: [UInt64], bits: Int)?
    var logLinear: (frames: Frames, codes: [UInt64], k: Int, bits: Int)?
    for shift in frameShifts(values.count) {
      let frames = Frames(of: values, shift: shift, unit: unit)
      let codes = frames.codes(of: values)
      var sink = ByteSink()
      frames.encode(into: &sink)
      let bits = PackedCodec.cost(of: codes) + 8 * sink.count
      if bits < packed?.bits ?? .max { packed = (frames, codes, bits) }
      let plan = LogLinearCodec.plan(codes)
      if plan.bits + 8 * sink.count < logLinear?.bits ?? .max {
        logLinear = (frames, codes, plan.k, plan.bits + 8 * sink.count)
      }
    }
    var candidates: [[UInt8]] = []
    if let packed {
      var sink = ByteSink()
      sink.byte(ColumnCodec.packed.rawValue)
      packed.frames.encode(into: &sink)
      PackedCodec.encode(packed.codes, into: &sink)
      candidates.append(sink.bytes)
    }
    if let logLinear {
      var sink = ByteSink()
      sink.byte(ColumnCodec.logLinear.rawValue)
      logLinear.frames.encode(into: &sink)
      LogLinearCodec.encode(logLinear.codes, k: logLinear.k, into: &sink)
      candidates.append(sink.bytes)
    }
    return candidates.min { $0.count < $1.count } ?? []
  }

  /// Which lengths of frames are tried.
  private static func frameShifts(_ count: Int) -> [Int] {
    [13, 7].filter { $0 == 13 || count > 1 << $0 }
  }

  private static func plain(
    _ codec: ColumnCodec,
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [Int64] {
    switch codec {
    case .constant:
      return [Int64](repeating: try cursor.zigzag(), count: count)
    case .packed:
      let frames = try Frames(from: &cursor, count: count)
      return frames.values(of: try PackedCodec.decode(from: &cursor, count: count))
    case .logLinear:
      let frames = try Frames(from: &cursor, count: count)
      return frames.values(of: try LogLinearCodec.decode(from: &cursor, count: count))
    case .runs, .dictionary:
      throw .malformed("codec within a codec")
    }
  }
}

// Sequences made of two others.
extension ColumnCodec {
  /// Writes runs: how many, their numbers, and the lengths less one of all but the last.
  ///
  /// - Returns: nil where it can't be shorter than `limit`.
  static func runs(_ values: [Int64], below limit: Int) -> [UInt8]? {
    var numbers: [Int64] = []
    var lengths: [Int64] = []
    for value in values {
      if value == numbers.last {
        lengths[lengths.count - 1] += 1
      } else {
        numbers.append(value)
        lengths.append(0)
      }
    }
    // Each run takes two symbols.
    guard numbers.count >= 2, numbers.count / 4 < limit else { return nil }
    var sink = ByteSink()
    sink.byte(runs.rawValue)
    sink.varint(UInt64(numbers.count))
    sink.raw(plain(numbers))
    sink.raw(plain(lengths.dropLast()))
    return sink.bytes
  }

  private static func runs(
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [Int64] {
    let runs = try cursor.varint()
    if runs < 2 || runs > UInt64(count) { throw .malformed("number of runs") }
    var codec = try codec(from: &cursor)
    let numbers = try plain(codec, from: &cursor, count: Int(runs))
    codec = try self.codec(from: &cursor)
    let lengths = try plain(codec, from: &cursor, count: Int(runs) - 1)
    var values: [Int64] = []
    values.reserveCapacity(count)
    for (number, length) in zip(numbers, lengths) {
      guard length >= 0, length < count - values.count - 1 else { throw .malformed("run") }
      values.append(contentsOf: repeatElement(number, count: Int(length) + 1))
    }
    let rest = repeatElement(numbers[numbers.count - 1], count: count - values.count)
    values.append(contentsOf: rest)
    return values
  }

  /// Writes the different numbers, ascending by differences, and which of them each one is.
  ///
  /// - Returns: nil where it can't be shorter than `limit`, or hardly.
  static func dictionary(_ values: [Int64], below limit: Int) -> [UInt8]? {
    var places: [Int64: Int64] = [:]
    let most = min(256, limit, values.count / 2)
    for value in values {
      places[value] = 0
      if places.count > most { return nil }
    }
    guard places.count >= 2 else { return nil }
    let numbers = places.keys.sorted()
    for (place, number) in numbers.enumerated() { places[number] = Int64(place) }
    var sink = ByteSink()
    sink.byte(dictionary.rawValue)
    sink.varint(UInt64(numbers.count))
    sink.zigzag(numbers[0])
    for (number, last) in zip(numbers.dropFirst(), numbers) {
      sink.varint(UInt64(bitPattern: number &- last))
    }
    sink.raw(plain(values.compactMap { places[$0] }))
    return sink.bytes
  }

  private static func dictionary(
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [Int64] {
    let different = try cursor.varint()
    if different < 2 || different > UInt64(count) { throw .malformed("number of numbers") }
    var numbers = [try cursor.zigzag()]
    for _ in 1..<different {
      let last = numbers[numbers.count - 1]
      let next = last &+ Int64(truncatingIfNeeded: try cursor.varint())
      if next <= last { throw .malformed("number") }
      numbers.append(next)
    }
    let codec = try codec(from: &cursor)
    let places = try plain(codec, from: &cursor, count: count)
    var values: [Int64] = []
    values.reserveCapacity(count)
    for place in places {
      guard place >= 0, place < numbers.count else { throw .malformed("place") }
      values.append(numbers[Int(place)])
    }
    return values
  }
}
