import Agreement

/// The words that pages need besides those of ``Wording``, in one language.
struct PageWords: Sendable {
  let days: String
  let dayList: String
  let allUp: String
  let tooLong: String
  let latency: String
  /// Under a drawing of latencies, behind the name of its check.
  let latencySource: String
  let budgetLeft: String
  /// Before the name of an objective and before what of its budget is spent.
  let left: (of: String, spentAll: String)
  /// Behind a word that explains what follows it.
  let colon: String
  /// Over what the clocks of incidents show.
  let clocks: String
  let figures: String
  let time: String
  let exclusions: String
  let services: String
  let credits: String
  /// Who measures, and who settles, if that is neither party.
  let others: (measurer: String, arbiter: String)
  /// Titles of columns.
  let column:
    (
      service: String, objective: String, promise: String, verdict: String, number: String,
      cause: String, causes: String, length: String, stretches: String, kind: String,
      declared: String, status: String, reason: String, day: String, evidence: String,
      promised: String, from: String
    )
  let excluded: String
  let unpromised: String
  let unjudged: String
  let ifEstimate: String
  let statuses: (accepted: String, claimed: String, disputed: String, rejected: String)
  let recurring: String
  let disputed: String
  let evidence: String
  let made: String
  /// Before the number of a page.
  let page: String

  /// The words of `language`.
  static func of(_ language: Language) -> PageWords {
    switch language {
    case .english: english
    case .french: french
    }
  }

  static let english = PageWords(
    days: "DAYS",
    dayList: "Days that were not up throughout",
    allUp: "Every judged day was up throughout.",
    tooLong: "The period has more than 400 days: report on a shorter one to see them.",
    latency: "LATENCY",
    latencySource: "UTC days, all phases together; exact to 0.55 %, no verdict rests on it",
    budgetLeft: "BUDGET LEFT",
    left: (of: "Budget left", spentAll: "spent"),
    colon: ":",
    clocks: "on the clock (GTR, GTI)",
    figures: "FIGURES",
    time: "TIME",
    exclusions: "EXCLUSIONS",
    services: "SERVICES",
    credits: "CREDITS",
    others: ("Measurer", "Arbiter"),
    column: (
      service: "Service", objective: "Objective", promise: "Promise", verdict: "Verdict",
      number: "No.", cause: "Cause", causes: "Causes", length: "Length", stretches: "Stretches",
      kind: "Kind", declared: "Declared by", status: "Status", reason: "Reason", day: "Day",
      evidence: "Evidence", promised: "promised", from: "from"
    ),
    excluded: "excluded",
    unpromised: "not promised",
    unjudged: "not judged yet",
    ifEstimate: "By the estimate.",
    statuses: ("accepted", "claimed", "disputed", "rejected"),
    recurring: "agreed in advance",
    disputed: "If all that is claimed or disputed were excluded:",
    evidence:
      "Evidence of an incident, with its proofs: constat evidence, and the incident's name.",
    made: "Made by constat from the record: whoever holds the same record gets the same bytes.",
    page: "page"
  )

  static let french = PageWords(
    days: "JOURS",
    dayList: "Jours qui n'ont pas été entièrement disponibles",
    allUp: "Chaque jour jugé a été entièrement disponible.",
    tooLong:
      "La période compte plus de 400 jours\u{A0}: demandez-en une plus courte pour les voir.",
    latency: "LATENCE",
    latencySource: "jours UTC, toutes phases\u{A0}; à 0,55 % près, aucun verdict n'en dépend",
    budgetLeft: "BUDGET RESTANT",
    left: (of: "Budget restant", spentAll: "consommé"),
    colon: "\u{A0}:",
    clocks: "au compteur (GTR, GTI)",
    figures: "CHIFFRES",
    time: "TEMPS",
    exclusions: "EXCLUSIONS",
    services: "SERVICES",
    credits: "AVOIRS",
    others: ("Mesureur", "Arbitre"),
    column: (
      service: "Service", objective: "Objectif", promise: "Engagement", verdict: "Verdict",
      number: "Nº", cause: "Cause", causes: "Causes", length: "Durée", stretches: "Intervalles",
      kind: "Nature", declared: "Déclaré par", status: "Statut", reason: "Motif", day: "Jour",
      evidence: "Preuve", promised: "promis", from: "de"
    ),
    excluded: "exclu",
    unpromised: "hors engagement",
    unjudged: "pas encore jugé",
    ifEstimate: "D'après l'estimation.",
    statuses: ("acceptée", "invoquée", "contestée", "refusée"),
    recurring: "convenue d'avance",
    disputed: "Si tout ce qui est invoqué ou contesté était exclu\u{A0}:",
    evidence: "Preuve d'un incident, scellée\u{A0}: constat evidence, suivi du nom de l'incident.",
    made:
      "Établi par constat à partir des mesures\u{A0}: les mêmes mesures donnent les mêmes octets.",
    page: "page"
  )
}
