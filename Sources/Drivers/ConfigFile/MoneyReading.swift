import Agreement
import Yaml

/// Readers of money; without a currency that could be read they read nothing, which has been said.
extension Page {
  /// A currency of ISO 4217.
  func currency(_ entry: YamlEntry) -> Currency? {
    let form = "a currency's ISO 4217 code such as EUR"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let currency = Currency(text) else {
      let isCode = text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: isCode
          ? "ISO 4217 has no such currency in use"
          : Currency(text.uppercased()).map { "write \($0.code)" },
        at: entry.value.mark
      )
      return nil
    }
    return currency
  }

  /// An amount such as `1200.00`, 0 or more.
  func money(_ entry: YamlEntry, _ currency: Currency?) -> Money? {
    let form = "an amount such as 1200.00"
    guard let text = text(entry.value, of: entry.key, form: form), let currency else { return nil }
    guard let money = Money(text, currency) else {
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: hint(for: text, currency),
        at: entry.value.mark
      )
      return nil
    }
    return money
  }

  /// A credit: a share of the fee such as `5%`, above 0 % and up to 100 %, or an amount such as `50.00`.
  func creditAmount(_ entry: YamlEntry, _ currency: Currency?) -> CreditAmount? {
    let form = "a share of the fee such as 5%, or an amount such as 50.00"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    if text.hasSuffix("%") { return percentage(entry).map { .share($0) } }
    guard let money = money(entry, currency) else { return nil }
    guard money.units > 0 else {
      error("'\(entry.key)' gives nothing: a credit is above 0", at: entry.value.mark)
      return nil
    }
    return .money(money)
  }

  private func hint(for text: String, _ currency: Currency) -> String {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    if areDigits, parts.count == 2, parts[1].utf8.count > currency.decimals {
      return currency.decimals == 0
        ? "\(currency.code) has no decimals"
        : "\(currency.code) has \(currency.decimals) decimals"
    }
    return "digits, and \(currency.decimals == 0 ? "no" : "up to \(currency.decimals)") decimals"
      + " after a point; the currency is \(currency.code)"
  }
}
