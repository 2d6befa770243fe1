import Agreement
import Yaml

/// Readers of shares, exact to seven decimals.
extension Page {
  /// A least share such as `>= 99.9%`, above 0 % and up to 100 %.
  func leastShare(_ entry: YamlEntry) -> Ratio? {
    let form = "a share such as \">= 99.9%\""
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard text.hasPrefix(">=") else {
      let isBare = Ratio(percentage: text) != nil
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: isBare ? "write \">= \(text)\"" : "a promise is a least share: >=",
        at: entry.value.mark
      )
      return nil
    }
    return ratio(text.dropFirst(2), entry, form)
  }

  /// A share such as `95%`, above 0 % and up to 100 %, with or without `>=` before it.
  func shareOfIncidents(_ entry: YamlEntry) -> Ratio? {
    let form = "a share such as 95%"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    return ratio(text.hasPrefix(">=") ? text.dropFirst(2) : text[...], entry, form)
  }

  /// A share that is exceeded, such as `> 50%`, below 100 %.
  func exceededShare(_ entry: YamlEntry) -> Ratio? {
    let form = "a share such as \"> 50%\""
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard text.hasPrefix(">"), !text.hasPrefix(">=") else {
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: "a slot is bad beyond it: >",
        at: entry.value.mark
      )
      return nil
    }
    guard let share = ratio(text.dropFirst(), entry, form, isZeroAllowed: true) else { return nil }
    guard share < .one else {
      error("'\(entry.key)' can't be exceeded: no share is above 100%", at: entry.value.mark)
      return nil
    }
    return share
  }

  /// A share such as `95%`, up to 100 %; above 0 % unless zero is allowed.
  func percentage(_ entry: YamlEntry, isZeroAllowed: Bool = false) -> Ratio? {
    let form = "a share such as 30%"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    return ratio(text[...], entry, form, isZeroAllowed: isZeroAllowed)
  }

  /// A percentile such as `99` or `99.9`, above 0 and below 100, as a share.
  func percentile(_ entry: YamlEntry) -> Ratio? {
    let form = "a number such as 99 or 99.9, above 0 and below 100, with at most 3 decimals"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    let decimals = text.split(separator: ".").dropFirst().first?.utf8.count ?? 0
    guard decimals <= 3, !text.contains("%"), let share = Ratio(percentage: "\(text)%"),
      share.numerator > 0, share < .one
    else {
      let bare = String(text.drop { $0 == "p" || $0 == "P" })
      let isNamed = bare != text && Ratio(percentage: "\(bare)%") != nil
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: isNamed ? "write \(bare)" : nil,
        at: entry.value.mark
      )
      return nil
    }
    return share
  }

  private func ratio(
    _ number: Substring,
    _ entry: YamlEntry,
    _ form: String,
    isZeroAllowed: Bool = false
  ) -> Ratio? {
    guard let share = Ratio(percentage: String(number.drop { $0 == " " })) else {
      let text: String? =
        if case .scalar(let scalar) = entry.value.content { scalar.text } else { nil }
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text ?? ""))",
        hint: number.contains(where: { "<>=".contains($0) })
          ? "write it without a sign"
          : "a number up to 100 with at most 7 decimals after a point, and %",
        at: entry.value.mark
      )
      return nil
    }
    guard share.numerator > 0 || isZeroAllowed else {
      error("'\(entry.key)' promises nothing: a share is above 0%", at: entry.value.mark)
      return nil
    }
    return share
  }
}
