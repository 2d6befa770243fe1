extension Instant: CustomStringConvertible {
  /// The instant in UTC by RFC 3339, with as many decimals as it needs: `2026-03-31T22:00:00Z`,
  /// `2026-03-31T22:00:00.250Z`; decimals come in threes.
  package var description: String {
    let nanosecond = floorRemainder(nanoseconds, 1_000_000_000)
    if nanosecond == 0 { return rfc3339(decimals: 0) }
    if nanosecond % 1_000_000 == 0 { return rfc3339(decimals: 3) }
    return rfc3339(decimals: nanosecond % 1_000 == 0 ? 6 : 9)
  }

  /// The instant in UTC by RFC 3339 with exactly `decimals` (0 to 9) digits of the second, cut off.
  package func rfc3339(decimals: Int) -> String {
    let date = CivilDate(daysSinceEpoch: floorDivide(seconds, 86_400))
    let second = floorRemainder(seconds, 86_400)
    let time =
      "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    let fraction = padded(floorRemainder(nanoseconds, 1_000_000_000), 9).prefix(decimals)
    return "\(date)T\(time)\(fraction.isEmpty ? "" : ".\(fraction)")Z"
  }

  /// The time of day in UTC, `09:41:07Z`.
  package var timeOfDay: String {
    String(rfc3339(decimals: 0).dropFirst(11))
  }

  /// Reads an RFC 3339 date-time with any offset, and with up to nine decimals.
  ///
  /// Years 1700 to 2200 only, so that no later arithmetic can overflow. A leap second `:60` is the
  /// first second of the next minute, as POSIX time has it. Nil for anything else.
  ///
  /// Source: RFC 3339, section 5.6.
  package init?(rfc3339 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let date = CivilDate(String(text.prefix(10))),
      (1_700...2_200).contains(date.year),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let hour = decimal(bytes[11..<13]), hour < 24,
      let minute = decimal(bytes[14..<16]), minute < 60,
      let second = decimal(bytes[17..<19]), second <= 60
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard let value = decimal(digits) else { return nil }
      fraction = Int64(value)
      for _ in digits.count..<9 { fraction *= 10 }
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let offset = Instant.offsetSeconds(Array(rest)) else { return nil }
    let timeOfDay = Int64(hour * 3_600 + minute * 60 + second)
    let seconds = date.daysSinceEpoch * 86_400 + timeOfDay - offset
    self.init(nanoseconds: seconds * 1_000_000_000 + fraction)
  }

  /// Seconds east of UTC for `Z` or `±hh:mm`; nil for anything else.
  private static func offsetSeconds(_ bytes: [UInt8]) -> Int64? {
    if bytes.count == 1, bytes[0] | 0x20 == UInt8(ascii: "z") { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = decimal(bytes[1..<3]), hours < 24,
      let minutes = decimal(bytes[4..<6]), minutes < 60
    else { return nil }
    let magnitude = Int64(hours * 3_600 + minutes * 60)
    return bytes[0] == UInt8(ascii: "-") ? -magnitude : magnitude
  }
}
