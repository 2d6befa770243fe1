import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// The most failures that may be named, those of a family counted each.
  static let failureLimit = 1_000

  /// `responsibilities`: by party, the failures for which it answers.
  func responsibilities(_ entry: YamlEntry) -> Responsibilities? {
    guard let keys = Keys(entry.value, .responsibilities, on: self) else { return nil }
    var seen: [NamedFailure: (party: Answerable, text: String)] = [:]
    var rules: [ResponsibilityRule] = []
    var isRight = true
    for party in Answerable.allCases {
      guard let entry = keys[party.rawValue] else {
        if keys.has(party.rawValue) { isRight = false }
        continue
      }
      guard let items = failureList(entry) else {
        isRight = false
        continue
      }
      for item in items {
        guard let (text, failures) = self.failures(item, of: entry.key) else {
          isRight = false
          continue
        }
        for failure in failures {
          if let other = seen[failure] {
            // A failure and its family may be named by the same party.
            if other.party == party, other.text != text { continue }
            error(
              "\(quoted(text)) is already under '\(other.party.rawValue)'"
                + (other.text == text ? "" : " as \(quoted(other.text))"),
              hint: "one party answers for a failure",
              at: item.mark
            )
            isRight = false
            break
          }
          seen[failure] = (party, text)
          rules.append(ResponsibilityRule(failure, party))
        }
      }
    }
    return isRight ? Responsibilities(rules) : nil
  }

  /// The items of a list of failures; nil if it is none, which is said.
  func failureList(_ entry: YamlEntry) -> [YamlNode]? {
    guard case .sequence(let items) = entry.value.content, !items.isEmpty,
      items.count <= Page.failureLimit
    else {
      error(
        "'\(entry.key)' must be a list such as [http-429, dns-*, status 401],"
          + " not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return nil
    }
    return items
  }

  /// What `http-429`, `dns-*` or `status 401` names.
  func failures(_ node: YamlNode, of key: String) -> (String, [NamedFailure])? {
    let form = "a cause such as http-429, a family such as dns-*, or a status such as status 401"
    guard let text = text(node, of: key, form: form) else { return nil }
    if text.hasPrefix("status ") {
      let digits = text.dropFirst("status ".count)
      guard digits.utf8.count == 3, let status = decimal(digits.utf8),
        (100...599).contains(status)
      else {
        error("\(quoted(text)) is no status: 100 to 599", at: node.mark)
        return nil
      }
      return (text, [.status(UInt16(status))])
    }
    let causes =
      text.hasSuffix("-*")
      ? Cause.allCases.filter { $0.name.hasPrefix(text.dropLast()) }
      : Cause(name: text).map { [$0] } ?? []
    guard let first = causes.first else {
      let names = Cause.allCases.filter { !$0.isLocal && $0 != .slow }.map(\.name)
      error(
        "\(quoted(text)) is no cause",
        hint: Spelling.nearest(to: text, among: names + ["dns-*", "connect-*", "tls-*", "http-*"])
          .map { "did you mean '\($0)'?" } ?? "causes are \(names.joined(separator: ", "))",
        at: node.mark
      )
      return nil
    }
    guard !first.isLocal, first != .slow else {
      let why =
        first == .slow
        ? "is degraded, not down: nobody answers for it"
        : "is a fault of whoever measures: it is unknown time, whoever answers"
      error("\(quoted(text)) \(why)", hint: "leave it out", at: node.mark)
      return nil
    }
    return (text, causes.map { .cause($0) })
  }
}
