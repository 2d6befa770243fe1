import Accounting
import Judging

extension Wording {
  /// The words of a report in French.
  static let french = Wording(
    title: "RAPPORT DE NIVEAU DE SERVICE",
    provider: "Prestataire",
    customer: "Client",
    agreement: "Convention",
    revision: ("révision", "en vigueur depuis le"),
    period: "Période",
    current: "à ce jour",
    closed: "close",
    open: "en cours",
    notBegun: "pas encore commencée\u{A0}: il n'y a rien à juger",
    until: "au",
    clipped: ("retranché", "tout ce qui précède l'entrée en vigueur,"),
    local: "heure locale",
    zone: "Fuseau horaire",
    rules: "règles de tzdata",
    judged: "Jugé jusqu'au",
    vantage: "Mesuré depuis",
    samples: "Mesures",
    objectives: "OBJECTIFS",
    promised: [.met: "TENU", .missed: "MANQUÉ", .undetermined: "INDÉTERMINÉ"],
    states: [
      .ok: "dans son budget", .atRisk: "menacé", .likelyBreached: "probablement manqué",
      .breached: "manqué",
    ],
    reasons: (
      mostly: "trois quarts du budget, ou plus, sont consommés",
      gone: "le budget est épuisé dans", ifOpen: "si l'incident continue",
      unlessRenewed: "si aucun certificat n'est renouvelé",
      estimate: "l'estimation dépasse le budget, la preuve pas encore",
      proof: "ce qui est prouvé dépasse le budget",
      failure: "rien ne doit échouer, et un échec est confirmé",
      trend: "au rythme des 6 dernières heures, le budget est épuisé dans"
    ),
    availability: "disponible",
    share: "réponses en au plus",
    total: "au total",
    bounds: ("au pire", "estimation", "au mieux"),
    down: "en panne",
    slow: "lentes ou échouées",
    unknown: "inconnu",
    budget: "budget",
    spent: "consommé",
    coverage: "couverture",
    time: "temps",
    up: "disponible",
    state: "état actuel",
    counted: "comptées",
    missing: "manquantes",
    unmeasured: "sans durée mesurée",
    incidents: "INCIDENTS",
    none: "aucun",
    opened: "début",
    confirmed: "confirmé",
    resolved: "fin",
    lasting: "toujours en cours",
    failed: "mesures",
    stretches: ("intervalle", "intervalles"),
    onlySums: "only-sums\u{A0}: d'une plus longue durée, il y a plus que ce qu'un rapport garde "
      + "une à une, et cette période la coupe. Demandez une période qui la contienne, comme le mois.",
    method: "MÉTHODE",
    noDefinition: "rien n'a été enregistré",
    billing: "par mois à compter du",
    rolling: "sur toute durée de",
    own: (
      rule: "ici la période est jugée d'un bloc\u{A0}; "
        + "les manquements sont ceux de ses propres durées",
      label: "ses propres durées", none: "aucun manquement", one: "manquement",
      many: "manquements", earlier: "plus anciens"
    ),
    windows: [
      "year": "par an", "quarter": "par trimestre", "month": "par mois", "week": "par semaine",
      "day": "par jour",
    ],
    dayUnit: "j",
    decimalSign: ",",
    groupSign: "\u{A0}"
  )
}
