import Accounting
import Agreement
import Chronology
package import Judging

extension Report {
  /// Takes in the values of percentiles, by the ids of their objectives.
  package mutating func take(_ percentiles: [String: PercentileFigure]) {
    for index in results.indices {
      results[index].percentile = percentiles[results[index].objective.id]
    }
  }
}

extension PercentileFigure {
  /// The value, and what it is one of, for JSON: `"failed"` stands for a failure, null for nothing.
  var members: [JSONMember] {
    let text: JSONValue =
      switch value {
      case .value(let microseconds): .integer(microseconds)
      case .failed: "failed"
      case nil: .null
      }
    return [
      JSONMember("value_us", text), JSONMember("valid", .integer(valid)),
      JSONMember("failed", .integer(failed)), JSONMember("estimable", .bool(isEstimable)),
    ]
  }
}

extension TextReport {
  /// The value of the percentile that is promised, with what it is one of; nil for other objectives.
  func percentileText(of result: ObjectiveResult) -> String? {
    guard let figure = result.percentile, case .latencyShare(let limit) = result.objective.indicator
    else { return nil }
    let value: String
    switch figure.value {
    case .value(let microseconds):
      value = "\(milliseconds(microseconds)) ms"
    case .failed: value = say("failed", "échec")
    case nil: value = "n/a"
    }
    let counts =
      "\(words.count(figure.valid)) \(words.counted), "
      + "\(words.count(figure.failed)) \(say("failed", "échouées"))"
    let doubt =
      figure.isEstimable
      ? ""
      : say(
        "; not estimable from so few: they don't bound it from above",
        "; non estimable sur si peu : rien ne le borne par le haut"
      )
    return "p\(words.decimal("\(limit.share)")) = \(value) (\(counts)\(doubt))"
  }

  /// Microseconds as milliseconds with three decimals.
  private func milliseconds(_ microseconds: Int64) -> String {
    words.decimal("\(microseconds / 1_000).\(padded(microseconds % 1_000, 3))")
  }
}
