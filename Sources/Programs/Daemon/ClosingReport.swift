import Agreement
import Chronology
import ConfigFile
import Execution
import Judging
import Posix
import Replaying
import Reporting
import Storage

/// What a person in the foreground reads in the end: how every agreement stands, by the daemon's own
/// judge.
struct ClosingReport {
  private let judge: Judge
  private let configuration: Configuration

  /// The report of a daemon that has judged all that it recorded.
  init(_ assembly: Assembly, _ configuration: Configuration) {
    judge = on(assembly.judge) { $0.facts() }
    self.configuration = configuration
  }

  /// Prints it to standard output.
  func say(at now: Instant) {
    let ink = Ink(isColoured: StandardStream.output.wantsColour)
    // One that does not hold yet, or no longer, has not been judged.
    let judged = Set(judge.services.map(\.agreement))
    // The record has closed: what the reports say beside the facts is read from it, without samples.
    let recollection = try? Replay.read(
      PosixDisk.reading(configuration.store),
      of: [],
      judge: { Judge(agreements: []) }
    ).recollection
    for agreement in configuration.agreements where judged.contains(agreement) {
      do throws(ReportFailure) {
        let report = try AgreementReport(
          configuration.store,
          vantage: recollection?.vantage ?? configuration.vantage
        ).make(
          on: agreement,
          by: judge(of: agreement, at: now),
          over: .current,
          at: now,
          clock: recollection?.clock,
          revisions: configuration.agreements
        )
        try? StandardStream.output.write("\n" + report.text(ink: ink))
      } catch {
        Complaint.warn("no closing report: \(error)")
      }
    }
    try? StandardStream.output.write("\nthe proof is in \(configuration.store)\n")
  }

  /// The daemon's judge, or one that has read the whole year where its cap asks for more than the daemon
  /// keeps.
  private func judge(of agreement: Agreement, at now: Instant) -> Judge {
    guard agreement.clauses.credits?.yearCap != nil,
      let calendar = try? Assembly.calendar(configuration),
      let read = try? Replay.read(
        PosixDisk.reading(configuration.store),
        of: Set(agreement.services.flatMap(\.checks)),
        judge: { calendar.judge(by: agreement, over: .current, at: now) },
        since: calendar.earliestNeeded(agreement, over: .current, at: now)
      )
    else { return judge }
    return read.recollection.judge
  }
}
