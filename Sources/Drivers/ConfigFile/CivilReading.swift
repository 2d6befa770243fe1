import Chronology
import Yaml

/// Readers of dates, times of day and zones.
extension Page {
  /// A date of the years 1970 to 2200.
  func date(_ entry: YamlEntry) -> CivilDate? { date(entry.value, of: entry.key) }

  /// A date of the years 1970 to 2200; `key` is where it stands.
  func date(_ node: YamlNode, of key: String) -> CivilDate? {
    let form = "a date such as 2026-01-01"
    guard let text = text(node, of: key, form: form) else { return nil }
    guard let date = CivilDate(text) else {
      error("'\(key)' must be \(form), not \(quoted(text))", at: node.mark)
      return nil
    }
    guard (1_970...2_200).contains(date.year) else {
      error("'\(key)' must lie in the years 1970 to 2200", at: node.mark)
      return nil
    }
    return isShown(date, by: node.mark) ? date : nil
  }

  /// A time of day such as `02:00`, in minutes after midnight: 0 to 1,439.
  func timeOfDay(_ entry: YamlEntry) -> Int? {
    let form = "a time of day such as 02:00"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let minutes = ClockText.parse(text), minutes < ClockText.dayLength else {
      error("'\(entry.key)' must be \(form), not \(quoted(text))", at: entry.value.mark)
      return nil
    }
    return minutes
  }

  /// A zone that this machine knows.
  func zone(_ entry: YamlEntry, _ surroundings: Surroundings) -> String? {
    let form = "the name of a time zone such as Europe/Paris"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard isZoneName(text) else {
      error("'\(entry.key)' must be \(form), not \(quoted(text))", at: entry.value.mark)
      return nil
    }
    guard let rules = surroundings.zone(text) else {
      error(
        "this machine knows no time zone \(quoted(text))",
        hint: "timedatectl list-timezones names them; the package tzdata brings them",
        at: entry.value.mark
      )
      return nil
    }
    zone = AgreementZone(name: text, rules: rules)
    return text
  }
}

/// Times of day as configuration files write them.
enum ClockText {
  /// How many minutes the clocks show in a day.
  static let dayLength = 1_440

  /// Reads `00:00` to `24:00`, in minutes after midnight; nil for anything else.
  static func parse(_ text: some StringProtocol) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = decimal(bytes[0..<2]),
      let minute = decimal(bytes[3..<5]), minute < 60, hour * 60 + minute <= dayLength
    else { return nil }
    return hour * 60 + minute
  }
}

/// Whether `text` has the form of an IANA zone's name: parts of letters, digits, `_`, `+` and `-`,
/// with slashes between; never a path out of the zones' folder.
private func isZoneName(_ text: String) -> Bool {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  return text.utf8.count <= 64 && (1...4).contains(parts.count)
    && parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
          default: "_+-".utf8.contains(byte)
          }
        }
    }
}
