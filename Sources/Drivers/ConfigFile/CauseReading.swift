import Agreement
import Yaml

extension Page {
  /// `causes` of an objective: by what they count as, the failures that do.
  func causes(_ entry: YamlEntry) -> [CauseRule]? {
    guard let keys = Keys(entry.value, .causes, on: self) else { return nil }
    var seen: [NamedFailure: (count: CauseRule.Count, text: String)] = [:]
    var rules: [CauseRule] = []
    var isRight = true
    for count in CauseRule.Count.allCases {
      guard let entry = keys[count.rawValue] else {
        if keys.has(count.rawValue) { isRight = false }
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
        let other = failures.compactMap { seen[$0] }.first { $0.count != count || $0.text == text }
        if let other {
          error(
            "\(quoted(text)) already counts as '\(other.count.rawValue)'",
            hint: "a failure counts as one thing",
            at: item.mark
          )
          isRight = false
          continue
        }
        for failure in failures where seen[failure] == nil {
          seen[failure] = (count, text)
          rules.append(CauseRule(failure, count))
        }
      }
    }
    return isRight ? rules : nil
  }
}
