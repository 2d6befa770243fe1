extension ZoneFooter {
  /// Reads `CET-1CEST,M3.5.0,M10.5.0/3`, `<+03>-3` and their like; nil for anything else.
  ///
  /// Summer time without a rule for its beginning and end is refused: POSIX leaves it open.
  init?(_ text: [UInt8]) {
    var reader = TZStringReader(text: text[...])
    guard reader.name(), let west = reader.time(hoursMax: 24) else { return nil }
    offset = -west
    guard !reader.isAtEnd else {
      summer = nil
      return
    }
    guard reader.name() else { return nil }
    var summerOffset = offset + 3_600
    if !reader.isNext(",") {
      guard let west = reader.time(hoursMax: 24) else { return nil }
      summerOffset = -west
    }
    guard reader.take(","), let start = reader.change(), reader.take(","),
      let end = reader.change(), reader.isAtEnd
    else { return nil }
    summer = Summer(offset: summerOffset, start: start, end: end)
  }
}

/// Takes a POSIX TZ string apart from its start on.
private struct TZStringReader {
  var text: ArraySlice<UInt8>

  var isAtEnd: Bool { text.isEmpty }

  func isNext(_ sign: Unicode.Scalar) -> Bool {
    text.first == UInt8(ascii: sign)
  }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard isNext(sign) else { return false }
    text = text.dropFirst()
    return true
  }

  /// Takes a name of three or more letters, or one of letters, digits and signs between `<` and `>`.
  mutating func name() -> Bool {
    let isQuoted = take("<")
    let name = text.prefix { byte in
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      let isOther = (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
      return isLetter || (isQuoted && isOther)
    }
    text = text.dropFirst(name.count)
    return name.count >= 3 && (!isQuoted || take(">"))
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int? {
    let digits = text.prefix { (0x30...0x39).contains($0) }
    guard digits.count <= 3, let value = decimal(digits), range.contains(value) else {
      return nil
    }
    text = text.dropFirst(digits.count)
    return value
  }

  /// Takes `[+|-]hh[:mm[:ss]]` and returns it in seconds.
  mutating func time(hoursMax: Int) -> Int? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hours = number(0...hoursMax) else { return nil }
    var seconds = hours * 3_600
    for unit in [60, 1] where take(":") {
      guard let value = number(0...59) else { return nil }
      seconds += value * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// Takes a date and, behind a slash, a time; 02:00 without it.
  mutating func change() -> ZoneFooter.Change? {
    guard let day = day() else { return nil }
    guard take("/") else { return ZoneFooter.Change(day: day, time: 7_200) }
    guard let time = time(hoursMax: 167) else { return nil }
    return ZoneFooter.Change(day: day, time: time)
  }

  private mutating func day() -> ZoneFooter.Day? {
    if take("J") {
      return number(1...365).map { .julian($0) }
    }
    guard take("M") else {
      return number(0...365).map { .ordinal($0) }
    }
    guard let month = number(1...12), take("."), let week = number(1...5), take("."),
      let weekday = number(0...6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }
}
