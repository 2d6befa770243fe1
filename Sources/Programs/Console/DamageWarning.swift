import Chronology
import Replaying
import Sampling
import Storage

/// Says on standard error what of a record cannot be read, so that nobody takes a report on it for a
/// whole one.
///
/// It is said once of each place, however often a command looks.
struct DamageWarning {
  /// How many places are named; the others are counted.
  static let limit = 20

  private var damageCount = 0
  private var lostCount = 0

  /// Warns of what `result` has found since the last time.
  mutating func tell(_ result: Replay.Result) {
    let damages = result.damages.dropFirst(damageCount)
    let lost = result.recollection.lostImports.dropFirst(lostCount)
    guard !damages.isEmpty || !lost.isEmpty else { return }
    damageCount = result.damages.count
    lostCount = result.recollection.lostImports.count
    let definitions = result.recollection.definitions
    let lines =
      damages.map { "constat: warning: \($0)" }
      + lost.map { gap in
        let check = gap.series.flatMap { definitions[$0]?.id.description } ?? "?"
        return "constat: warning: samples that were imported for \(check), from "
          + "\(gap.interval.start) to \(gap.interval.end), are lost: that time is unknown; import "
          + "their lines again, as a file of their own"
      }
    let more = lines.count - DamageWarning.limit
    Terminal.complain(
      (lines.prefix(DamageWarning.limit)
        + (more > 0 ? ["constat: warning: and \(more) more places"] : []))
        .joined(separator: "\n")
    )
  }
}
