import Agreement

extension TextReport: Bilingual {
  var language: Language { report.language }

  /// Behind a word that explains what follows it.
  var colon: String { PageWords.of(language).colon }

  /// An amount with its currency, its whole part in groups of three: `1,200.00 EUR`.
  func text(_ money: Money) -> String { words.money(money) }

  /// An amount without its currency.
  func amount(_ money: Money) -> String { words.amount(money) }

  /// A part that is named: the party's role.
  func role(_ author: Annotation.Author) -> String {
    switch author {
    case .provider: say("the provider", "le prestataire")
    case .customer: say("the customer", "le client")
    case .measurer: say("the measurer", "le mesureur")
    case .arbiter: say("the arbiter", "l'arbitre")
    }
  }
}
