package import Sampling

/// One attempt as `constat probe` shows it.
package struct PhaseChart: Hashable, Sendable {
  /// What was seen.
  package let sample: Sample
  /// What was addressed.
  package let target: String

  /// The chart of `sample`, an attempt on `target`.
  package init(_ sample: Sample, target: String) {
    self.sample = sample
    self.target = target
  }

  /// The attempt as one JSON object on a line, without a line break.
  ///
  /// Keys: `outcome`, `cause` (null when up), `status` (0 if none came), `address` (null if none
  /// was known), `total_us`, `phases_us` with all five phases.
  package var json: String {
    let phases = Phase.allCases.map {
      JSONMember($0.description, .integer(sample.phases.microseconds($0)))
    }
    let object: JSONValue = [
      "outcome": .string(sample.outcome.description),
      "cause": sample.cause.map { .string($0.name) } ?? .null,
      "status": .integer(sample.status),
      "address": sample.address.map { .string($0.description) } ?? .null,
      "total_us": .integer(sample.phases.totalMicroseconds),
      "phases_us": .object(phases),
    ]
    return object.line
  }

  /// The attempt as text: a head, a bar for each phase where the one before it ends, and the total.
  ///
  /// - Parameter width: Columns, 40 or more; a narrower terminal gets 40.
  /// - Returns: Lines, each with a line break at its end.
  package func text(width: Int = 80, ink: Ink = .plain) -> String {
    let width = max(40, width)
    let total = sample.phases.totalMicroseconds
    // The longest time stands in the last column, two spaces from the longest bar.
    let column = max(12, milliseconds(total).count + 2)
    let cells = width - 12 - column
    var lines = [target.printable(upTo: width), head(ink), ""]
    var start: Int64 = 0
    for phase in Phase.allCases {
      let length = Int64(sample.phases.microseconds(phase))
      let bar = segment(from: start, length: length, of: total, in: cells)
      start += length
      let time = length == 0 ? "–" : milliseconds(length)
      lines.append(
        "  \(phase.description.filled(to: 8))  "
          + ink.paint(bar, tone(of: phase)) + String(repeating: " ", count: cells - bar.count)
          + time.rightAligned(to: column)
      )
    }
    lines.append(
      "  \("total".filled(to: 8))  " + String(repeating: " ", count: cells)
        + ink.paint(milliseconds(total).rightAligned(to: column), .strong)
    )
    return lines.map { "\($0)\n" }.joined()
  }

  /// `up, status 200, 192.0.2.1`.
  private func head(_ ink: Ink) -> String {
    var parts = [ink.paint(sample.outcome.description, Ink.tone(of: sample.outcome))]
    if let cause = sample.cause { parts.append(cause.name) }
    if sample.status != 0 { parts.append("status \(sample.status)") }
    if let address = sample.address { parts.append(address.description) }
    if sample.bytes != 0 { parts.append("\(sample.bytes) bytes") }
    return parts.joined(separator: ", ")
  }

  /// Spaces up to where the phase began, then at least one block if it took any time.
  private func segment(from start: Int64, length: Int64, of total: Int64, in cells: Int) -> String {
    guard length > 0, total > 0 else { return "" }
    let first = min(cells - 1, Int(start * Int64(cells) / total))
    let last = max(first + 1, Int((start + length) * Int64(cells) / total))
    return String(repeating: " ", count: first) + String(repeating: "█", count: last - first)
  }

  /// Where the attempt stopped if it failed, else a colour of the phase's own.
  private func tone(of phase: Phase) -> Ink.Tone {
    let last = Phase.allCases.last { sample.phases.microseconds($0) > 0 }
    if sample.outcome == .down, phase == last { return .bad }
    return switch phase {
    case .resolve: .third
    case .connect: .second
    case .secure: .first
    case .wait: .warning
    case .transfer: .good
    }
  }

  private func milliseconds(_ microseconds: Int64) -> String {
    let fraction = String(microseconds % 1_000 + 1_000).dropFirst()
    return "\(microseconds / 1_000).\(fraction) ms"
  }
}

extension Ink {
  /// Green for up, yellow for degraded and void, red for down.
  static func tone(of outcome: Outcome) -> Tone {
    switch outcome {
    case .up: .good
    case .degraded, .void: .warning
    case .down: .bad
    }
  }
}
