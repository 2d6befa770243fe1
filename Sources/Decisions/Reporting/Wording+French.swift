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
    notBegun: "pas encore commencée : il n'y a rien à juger",
    until: "à",
    clipped: ("retranché", "tout ce qui précède l'entrée en vigueur,"),
    local: "heure locale",
    zone: "Fuseau horaire",
    rules: "règles de tzdata",
    judged: "Jugé jusqu'à",
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
      estimate: "l'estimation dépasse le budget, la preuve pas encore",
      proof: "ce qui est prouvé dépasse le budget",
      failure: "rien ne doit échouer, et un échec est confirmé",
      trend: "à la tendance des 6 dernières heures, le budget est épuisé dans"
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
    onlySums: "only-sums : d'une plus longue durée, il y a plus que ce qu'un rapport garde une à "
      + "une, et cette période la coupe. Demandez une période qui la contienne, comme le mois.",
    method: "MÉTHODE",
    validity: "validité",
    noDefinition: "rien n'a été enregistré",
    rolling: "sur toute durée de",
    own: (
      rule: "ici la période est jugée d'un bloc ; les manquements sont ceux de ses propres durées",
      label: "ses propres durées", none: "aucun manquement", one: "manquement",
      many: "manquements", earlier: "plus anciens"
    ),
    windows: [
      "year": "par an", "quarter": "par trimestre", "month": "par mois", "week": "par semaine",
      "day": "par jour",
    ],
    paragraphs: [
      "Règles constat/1. Le temps se divise, à la milliseconde près, en disponible, en panne et "
        + "inconnu. Une mesure vaut pour l'état qui l'entoure pendant au plus sa validité "
        + "V = max(1,5 × intervalle, intervalle + délai) ; au-delà, le temps est inconnu, ni "
        + "disponible ni en panne.",
      "En panne, au mieux : ce que les mesures échouées prouvent. Estimation : de mi-chemin avant "
        + "le premier échec à mi-chemin après le dernier. Au pire : tout ce qui sépare les succès "
        + "qui les encadrent. Le pourcentage au pire compte l'inconnu comme panne, celui au mieux "
        + "comme disponible ; l'estimation l'écarte.",
      "Un objectif est tenu si même le pire l'atteint, manqué si même le mieux ne l'atteint pas, "
        + "indéterminé sinon. La comparaison est exacte, en nombres entiers ; les pourcentages "
        + "sont arrondis vers le bas pour l'impression seulement.",
      "Un incident demande plusieurs échecs de suite et remonte au premier ; les sommes ci-dessus "
        + "comptent chaque échec, confirmé ou non. Une panne plus courte que le temps entre deux "
        + "mesures peut passer inaperçue.",
    ],
    decimalSign: ",",
    groupSign: "\u{A0}"
  )
}
