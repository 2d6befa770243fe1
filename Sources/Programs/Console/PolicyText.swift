import Agreement
import Chronology
import ConfigFile
import Judging

/// Rules as `constat replay --policy KEY=VALUE` has them.
enum PolicyText {
  /// Every key, and the values that it takes.
  static let keys: [(key: String, form: String)] = [
    ("confirm", "1 to 100"), ("outage.at-least", "5m (0s: every outage)"),
    ("outage.more-than", "3m"), ("outage.count", words(OutageCounting.self)),
    ("unconfirmed", words(UnconfirmedRule.self)), ("unknown", words(UnknownRule.self)),
    ("exclusions.mode", words(ExclusionMode.self)), ("target", "99.95%"), ("interval", "60s"),
  ]

  /// All of them on one line.
  static var summary: String {
    keys.map { "\($0.key)=\($0.form)" }.joined(separator: "; ")
  }

  /// How long an outage or an interval may be.
  private static let longest = TimeAmount.days(366)

  /// Reads all of them; no key may come twice.
  static func read(_ policies: [String]) throws(PolicyFault) -> Variation {
    var variation = Variation()
    var seen: Set<String> = []
    for policy in policies {
      let parts = policy.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard parts.count == 2 else { throw .form(policy) }
      // Both are about the one floor that there is.
      let clause = parts[0] == "outage.more-than" ? "outage.at-least" : parts[0]
      guard seen.insert(clause).inserted else { throw .twice(parts[0]) }
      guard let known = keys.first(where: { $0.key == parts[0] }) else { throw .key(parts[0]) }
      guard set(parts[0], parts[1], in: &variation) else {
        throw .value(key: parts[0], value: parts[1], form: known.form)
      }
    }
    return variation
  }

  private static func set(_ key: String, _ value: String, in variation: inout Variation) -> Bool {
    switch key {
    case "confirm":
      variation.confirmation = Int(value).flatMap { (1...100).contains($0) ? $0 : nil }
      return variation.confirmation != nil
    case "outage.at-least", "outage.more-than":
      let length = duration(value)
      variation.floor = length.map {
        OutageFloor($0, isInclusive: key == "outage.at-least")
      }
      return length != nil
    case "outage.count":
      variation.counting = OutageCounting(rawValue: value)
      return variation.counting != nil
    case "unconfirmed":
      variation.unconfirmed = UnconfirmedRule(rawValue: value)
      return variation.unconfirmed != nil
    case "unknown":
      variation.unknown = UnknownRule(rawValue: value)
      return variation.unknown != nil
    case "exclusions.mode":
      variation.mode = ExclusionMode(rawValue: value)
      return variation.mode != nil
    case "target":
      variation.target = Ratio(percentage: value).flatMap { $0 > .zero ? $0 : nil }
      return variation.target != nil
    case "interval":
      variation.interval = duration(value).flatMap { $0 > .zero ? $0 : nil }
      return variation.interval != nil
    default: return false
    }
  }

  private static func duration(_ text: String) -> TimeAmount? {
    guard let length = try? DurationText.parse(text), length <= longest else { return nil }
    return length
  }

  private static func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> String
  where Word.RawValue == String {
    Word.allCases.map(\.rawValue).joined(separator: "|")
  }
}

/// Why a `--policy` can't be used; each says what there is.
enum PolicyFault: Error, Equatable, CustomStringConvertible {
  /// It has no sign of equality.
  case form(String)
  /// There is no such key.
  case key(String)
  /// The key, or the clause that it is about, is there twice.
  case twice(String)
  /// The value makes no sense.
  case value(key: String, value: String, form: String)

  var description: String {
    let known = PolicyText.keys.map(\.key).joined(separator: ", ")
    switch self {
    case .form(let text):
      return "--policy '\(text)' is no KEY=VALUE such as confirm=2; keys are \(known)"
    case .key(let key): return "--policy has no key '\(key)'; it has \(known)"
    case .twice(let key):
      return "--policy says '\(key)' twice, or both of outage.at-least and more-than"
    case .value(let key, let value, let form):
      return "--policy \(key) takes \(form), not '\(value)'"
    }
  }
}
