/// A currency of ISO 4217.
package struct Currency: Hashable, Sendable {
  /// Its code, such as `EUR`.
  package let code: String
  /// How many decimals its smallest unit has: 2 for cents, 0 for yen.
  package let decimals: Int

  /// The currency of this code, upper case; nil if ISO 4217 has none.
  package init?(_ code: String) {
    guard let decimals = Currency.decimals[code] else { return nil }
    self.code = code
    self.decimals = decimals
  }

  /// The codes in use and their decimals, by ISO 4217 (list one, as of 2025-07-01, when XCG had
  /// replaced ANG): without metals, funds, test codes and units of account.
  private static let decimals: [String: Int] = {
    let two = """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
      CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
      HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD
      MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON
      RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD
      TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
      """
    let none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    let three = "BHD IQD JOD KWD LYD OMR TND"
    var table: [String: Int] = [:]
    for (codes, decimals) in [(two, 2), (none, 0), (three, 3)] {
      for code in codes.split(whereSeparator: \.isWhitespace) { table[String(code)] = decimals }
    }
    return table
  }()
}

/// An amount of money, exact to the smallest unit of its currency.
package struct Money: Hashable, Sendable {
  /// How many of the smallest units, such as cents: from −10¹⁵ to 10¹⁵.
  package let units: Int64
  /// Of which currency.
  package let currency: Currency

  /// The greatest amount, in the smallest units.
  package static let limit: Int64 = 1_000_000_000_000_000

  /// So many of the smallest units; nil beyond ``limit``.
  package init?(units: Int64, _ currency: Currency) {
    guard (-Money.limit...Money.limit).contains(units) else { return nil }
    self.units = units
    self.currency = currency
  }

  /// Reads a number such as `1200`, `1200.5` or `1200.00` that is not negative; nil for another form,
  /// or for more decimals than the currency has.
  package init?(_ text: String, _ currency: Currency) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Money.digits(parts[0], limit: 12) else { return nil }
    var units = whole
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.utf8.count <= currency.decimals else { return nil }
    if parts.count == 2, Money.digits(decimals, limit: 3) == nil { return nil }
    for place in 0..<currency.decimals {
      let digits = Array(decimals.utf8)
      units = units * 10 + (place < digits.count ? Int64(digits[place] - 0x30) : 0)
    }
    self.init(units: units, currency)
  }

  private static func digits(_ text: Substring, limit: Int) -> Int64? {
    guard (1...limit).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(text)
  }
}

extension Money: CustomStringConvertible {
  /// The amount with all its decimals and the code: `1200.00 EUR`.
  package var description: String { "\(amount) \(currency.code)" }

  /// The amount with all its decimals: `1200.00`.
  package var amount: String {
    let digits = String(units.magnitude)
    let sign = units < 0 ? "-" : ""
    guard currency.decimals > 0 else { return sign + digits }
    let missing = currency.decimals + 1 - digits.utf8.count
    let padded = String(repeating: "0", count: max(0, missing)) + digits
    return sign + padded.dropLast(currency.decimals) + "." + padded.suffix(currency.decimals)
  }
}

/// What the customer pays for a service, regularly.
package struct Fee: Hashable, Sendable {
  /// How much, each time.
  package let amount: Money
  /// For which time.
  package let period: FeePeriod

  /// So much for each period.
  package init(amount: Money, per period: FeePeriod) {
    self.amount = amount
    self.period = period
  }
}

/// For which time a fee is paid.
package enum FeePeriod: String, CaseIterable, Hashable, Sendable {
  /// A calendar month, or a billing month.
  case month
  /// Three months.
  case quarter
  /// Twelve months.
  case year

  /// How many months it has.
  package var months: Int64 {
    switch self {
    case .month: 1
    case .quarter: 3
    case .year: 12
    }
  }
}
