import Chronology
import Sampling
import Yaml

/// Readers of single values; each says what is wrong and returns nil for it.
extension Page {
  /// Whether a key's value is this word.
  func isWord(_ entry: YamlEntry, _ word: String) -> Bool {
    if case .scalar(let scalar) = entry.value.content { scalar.text == word } else { false }
  }

  /// The text of a scalar that isn't empty; `form` says what is expected: `a duration such as 30s`.
  func text(_ node: YamlNode, of key: String, form: String) -> String? {
    guard case .scalar(let scalar) = node.content, !scalar.isNull else {
      error("'\(key)' must be \(form), not \(kind(of: node))", at: node.mark)
      return nil
    }
    return scalar.text
  }

  /// One line of text for people: 1 to `limit` bytes without control characters.
  ///
  /// A line break at the end, as a block scalar leaves it, is cut off.
  func line(_ entry: YamlEntry, limit: Int) -> String? {
    guard let whole = text(entry.value, of: entry.key, form: "text") else { return nil }
    let text = String(whole.reversed().drop { $0 == "\n" }.reversed())
    guard !text.allSatisfy(\.isWhitespace) else {
      error("'\(entry.key)' is empty", at: entry.value.mark)
      return nil
    }
    guard text.utf8.count <= limit else {
      error("'\(entry.key)' is longer than \(limit) bytes", at: entry.value.mark)
      return nil
    }
    guard text == text.harmless else {
      error(
        "'\(entry.key)' must be one line without control characters",
        at: entry.value.mark
      )
      return nil
    }
    return text
  }

  /// A duration within `range`.
  func duration(_ entry: YamlEntry, in range: ClosedRange<TimeAmount>) -> TimeAmount? {
    let form = "a duration such as 500ms, 30s, 5m, 4h or 400d"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    do throws(DurationText.Fault) {
      let amount = try DurationText.parse(text)
      guard range.contains(amount) else {
        let (least, most) = (range.lowerBound, range.upperBound)
        error(
          "'\(entry.key)' is \(text.harmless), outside of \(DurationText.write(least)) to"
            + " \(DurationText.write(most))",
          at: entry.value.mark
        )
        return nil
      }
      return amount
    } catch {
      self.error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: error.hint(for: text),
        at: entry.value.mark
      )
      return nil
    }
  }

  /// A whole number within `range`.
  func number(_ entry: YamlEntry, in range: ClosedRange<Int>) -> Int? {
    let form = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let number = decimal(text.utf8), range.contains(number) else {
      error("'\(entry.key)' must be \(form), not \(quoted(text))", at: entry.value.mark)
      return nil
    }
    return number
  }

  /// One of a closed list of words; `other` is what else can stand there, read elsewhere.
  func choice<Value>(
    _ entry: YamlEntry,
    among values: KeyValuePairs<String, Value>,
    or other: String? = nil
  ) -> Value? {
    choice(entry, among: values.map { ($0.key, $0.value) }, or: other)
  }

  /// One of the words of a closed list.
  func word<Word: CaseIterable & RawRepresentable<String>>(
    _ entry: YamlEntry,
    _ kind: Word.Type = Word.self
  ) -> Word? {
    choice(entry, among: Word.allCases.map { ($0.rawValue, $0) }, or: nil)
  }

  private func choice<Value>(
    _ entry: YamlEntry,
    among values: [(key: String, value: Value)],
    or other: String?
  ) -> Value? {
    let words = values.map(\.key)
    let form =
      (words.count == 1 ? "'\(words[0])'" : "one of \(words.joined(separator: ", "))")
      + (other.map { " or \($0)" } ?? "")
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let value = values.first(where: { $0.key == text })?.value else {
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: Spelling.nearest(to: text, among: words).map { "did you mean '\($0)'?" },
        at: entry.value.mark
      )
      return nil
    }
    return value
  }

  /// An id: 1 to 64 of `a`–`z`, `0`–`9` and `-`.
  func identifier(_ entry: YamlEntry) -> String? {
    guard let text = text(entry.value, of: entry.key, form: "an id such as paris-1") else {
      return nil
    }
    return checkedIdentifier(text, of: "'\(entry.key)'", at: entry.value.mark)
  }

  /// The key of one of the user's own things, as an id.
  func identifier(ofKey entry: YamlEntry, what: String) -> String? {
    checkedIdentifier(entry.key, of: "the name of \(what)", at: entry.mark)
  }

  private func checkedIdentifier(_ text: String, of what: String, at mark: YamlMark) -> String? {
    guard isIdentifier(text) else {
      error(
        "\(what) must be 1 to 64 of the characters a-z, 0-9 and -, not \(quoted(text))",
        at: mark
      )
      return nil
    }
    return text
  }

  /// The entries of a mapping of the user's own names: 1 to `limit` of them.
  func named(_ entry: YamlEntry, what: String, limit: Int) -> [YamlEntry] {
    guard case .mapping(let entries) = entry.value.content, !entries.isEmpty else {
      error(
        "'\(entry.key)' must be a mapping with at least one \(what), not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return []
    }
    guard entries.count <= limit else {
      error(
        "'\(entry.key)' has \(entries.count) entries, more than \(limit)",
        at: entries[limit].mark
      )
      return []
    }
    return entries
  }
}
