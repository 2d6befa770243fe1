import Accounting
import Agreement

/// The words that pages need besides those of ``Wording``, in one language.
struct PageWords: Sendable {
  let days: String
  let dayList: String
  let allUp: String
  let tooLong: String
  let budgetLeft: String
  /// Before the name of an objective and before what of its budget is spent.
  let left: (of: String, spentAll: String)
  /// Behind a word that explains what follows it.
  let colon: String
  let figures: String
  let time: String
  let exclusions: String
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
  let kinds: [Annotation.Kind: String]
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

  /// How a declaration stands, with the reason why it is refused.
  func status(_ status: ExclusionDecision.Status) -> String {
    switch status {
    case .accepted: statuses.accepted
    case .claimed: statuses.claimed
    case .disputed: statuses.disputed
    case .rejected(let refusal): "\(statuses.rejected) (\(refusal.rawValue))"
    }
  }

  static let english = PageWords(
    days: "DAYS",
    dayList: "Days that were not up throughout",
    allUp: "Every judged day was up throughout.",
    tooLong: "The period has more than 400 days: report on a shorter one to see them.",
    budgetLeft: "BUDGET LEFT",
    left: (of: "Budget left", spentAll: "spent"),
    colon: ":",
    figures: "FIGURES",
    time: "TIME",
    exclusions: "EXCLUSIONS",
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
    kinds: [
      .maintenance: "maintenance", .forceMajeure: "force majeure",
      .customerFault: "customer's fault", .suspension: "suspension",
    ],
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
    tooLong: "La période compte plus de 400 jours : demandez-en une plus courte pour les voir.",
    budgetLeft: "BUDGET RESTANT",
    left: (of: "Budget restant", spentAll: "consommé"),
    colon: "\u{A0}:",
    figures: "CHIFFRES",
    time: "TEMPS",
    exclusions: "EXCLUSIONS",
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
    kinds: [
      .maintenance: "maintenance", .forceMajeure: "force majeure",
      .customerFault: "faute du client", .suspension: "suspension",
    ],
    statuses: ("acceptée", "revendiquée", "contestée", "refusée"),
    recurring: "convenue d'avance",
    disputed: "Si tout ce qui est revendiqué ou contesté était exclu :",
    evidence: "Preuve d'un incident, scellée : constat evidence, suivi du nom de l'incident.",
    made: "Établi par constat à partir des mesures : les mêmes mesures donnent les mêmes octets.",
    page: "page"
  )
}
