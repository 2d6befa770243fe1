import Sampling

/// The forms of one objective.
extension Shape {
  /// One of `objectives`.
  static let objective: Shape = {
    var shapes: [String: Shape] = [
      "service": .identifier, "window": anyWindow, "outage": outage,
      "unconfirmed": .words(["count", "ignore"]), "uncovered": .words(["ignore", "unknown"]),
      "causes": .keys(.causes, ["good": failures, "bad": failures, "void": failures]),
    ]
    shapes.merge(indicators) { _, indicator in indicator }
    return .keys(
      .objective,
      shapes,
      needs: ["service", "window"],
      oneOf: KeyTable.indicators.map { [$0] }
    )
  }()

  private static let outage = Shape.keys(
    .outage,
    [
      "at-least": .duration, "more-than": .duration,
      "count": .words(["exact", "clock-minutes", "outage-minutes"]),
      "measure": .words(["net", "whole"]),
    ]
  )

  private static let indicators: [String: Shape] = {
    let limit = Shape.keys(.timeLimit, ["at-most": .duration], needs: ["at-most"])
    return [
      "availability": .share, "requests": .share, "correctness": .share, "coverage": .share,
      "ratio": .share, "slots": slots, "slot-mean": slotMean, "latency": latency,
      "duration": observedDuration, "restore": incidentClock, "response": incidentClock,
      "incidents": .keys(
        .incidentLimit,
        ["at-most": .whole(0...1_000_000), "lasting": .duration],
        needs: ["at-most"]
      ),
      "longest-outage": limit, "downtime": limit, "longest-gap": limit,
      "certificate-validity": .keys(
        .certificateValidity,
        ["at-least": .duration, "share": .share],
        needs: ["at-least"]
      ),
      "clock": .keys(.clock, ["within": .duration, "share": .share], needs: ["within"]),
    ]
  }()

  private static let emptySlot = Shape.words(["good", "unknown", "excluded"])
  private static let anyShare = Shape.pattern("^(>= *)?[0-9]+(\\.[0-9]+)? *%$", example: "95%")
  private static let percentile = Shape.pattern(
    "^[0-9]{1,2}(\\.[0-9]{1,3})?$",
    example: "95",
    orNumber: true
  )

  private static let slots = Shape.keys(
    .slots,
    [
      "length": .duration, "share": .share,
      "errors": .pattern("^> *[0-9]+(\\.[0-9]+)? *%$", example: "> 50%"),
      "least": .whole(1...1_000_000), "empty": emptySlot,
    ],
    needs: ["length", "share"]
  )

  private static let slotMean = Shape.keys(
    .slotMean,
    ["length": .duration, "share": .share, "empty": emptySlot],
    needs: ["length", "share"]
  )

  private static let latency = Shape.keys(
    .latency,
    [
      "of": .words(["total", "resolve", "connect", "secure", "wait", "transfer"]),
      "within": .duration, "share": .share, "percentile": percentile, "at-most": .duration,
      "failures": .words(["bad", "excluded"]),
    ],
    oneOf: [["within", "share"], ["percentile", "at-most"]]
  )

  private static let observedDuration = Shape.keys(
    .duration,
    ["within": .duration, "share": .share, "percentile": percentile, "at-most": .duration],
    oneOf: [["within", "share"], ["percentile", "at-most"]]
  )

  private static let incidentClock = Shape.keys(
    .restore,
    [
      "within": .duration, "share": anyShare,
      "clock": .either([.words(["always"]), weeklyHours]),
      "from": .words(["opened", "confirmed", "ticket"]),
    ],
    needs: ["within"]
  )
}
