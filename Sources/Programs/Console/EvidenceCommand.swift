import Agreement
import Archive
import ArgumentParser
import BundleFormat
import Chronology
import ConfigFile
import Judging
import Posix
import Replaying
import Reporting
import Sampling
import Storage
import StoreFormat

/// `constat evidence`: what one party may see of the record, with its proofs, in one file.
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Write one party's evidence, with its proofs, into one file.",
    discussion: """
      The bundle holds the samples of the agreement's checks in the period, what explains them, and what \
      proves that all of it stands unchanged in the record that the store's key has signed; nothing of \
      any other check. Whoever has the key verifies it by `constat verify --bundle`, or without constat \
      by tools/constat-verify.py. What isn't sealed yet is not in it, and is said: constatd seals with \
      every hour and when it stops. Ends with 0 if all of the bundle's period is proved, with 1 if \
      something is missing or damaged. docs/evidence.md says what a bundle proves.
      """
  )

  @Argument(
    help: "The agreement's id, or an incident's (with an hour around it).",
    completion: Completions.agreements
  )
  var subject: String

  @Option(
    help: "2026, 2026-Q1, 2026-03, 2026-W11, 2026-03-14, this, last, last-month, or FROM..TO."
  )
  var period: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write, - for standard output; SUBJECT-PERIOD.evidence in this folder if left out.",
      valueName: "file"
    )
  )
  var output: String?

  @OptionGroup var locations: Locations

  func validate() throws {
    if subject.contains("/"), period != nil {
      throw ValidationError("an incident has its own time: leave --period out")
    }
  }

  func run() throws {
    let now = Instant.now
    let store = try RecordedStore(locations, at: now)
    let subject = try EvidenceSubject(subject, period, store, at: now)
    let texts = subject.scope.revisions.map { revision in
      AgreementText(
        at: store.configuration.agreementPaths[revision.sha256],
        sha256: revision.sha256
      )
    }
    let file = try OutputFile.begin(output ?? subject.fileName)
    let receipt: EvidenceBuilder.Receipt
    do throws(EvidenceError) {
      receipt = try write(subject.scope, texts.compactMap(\.bytes), file, store.configuration.store)
    } catch {
      file.discard()
      throw ExitCode.because("\(error)", error.status)
    }
    let path = file.path
    do throws(Errno) {
      try file.publish()
    } catch {
      throw ExitCode.because("\(path) can't be published: \(error)", .cannotCreate)
    }
    Terminal.complain(EvidenceReport(receipt, subject, path, texts, now).text)
    if !receipt.verdict.isProved { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func write(
    _ scope: EvidenceScope,
    _ texts: [[UInt8]],
    _ file: borrowing OutputFile,
    _ path: String
  ) throws(EvidenceError) -> EvidenceBuilder.Receipt {
    let disk: PosixDisk
    let identity: [UInt8]
    do throws(StoreError) {
      disk = try PosixDisk.reading(path)
      identity = try disk.identity()
    } catch {
      throw .archive(.store(error))
    }
    var progress = Progress("writing samples", whole: nil)
    defer { progress.end() }
    return try EvidenceBuilder.run(
      on: disk,
      of: identity,
      scope,
      texts: texts,
      progress: { progress.tell($0) },
      output: { bytes throws(EvidenceError) in
        do throws(Errno) {
          try file.write(bytes)
        } catch {
          throw .output(error)
        }
      }
    )
  }
}

/// What a bundle is about.
struct EvidenceSubject {
  let scope: EvidenceScope
  /// The file that is written if nothing else is said.
  let fileName: String

  /// How much of the time around an incident is shown.
  private static let surroundings = TimeAmount.hours(1)

  /// Reads a command line's words, or ends the command with what is wrong about them.
  init(_ text: String, _ period: String?, _ store: RecordedStore, at now: Instant) throws {
    if text.contains("/") {
      try self.init(incident: text, store, at: now)
    } else {
      try self.init(agreement: text, period ?? "this", store, at: now)
    }
  }

  private init(
    agreement id: String,
    _ text: String,
    _ store: RecordedStore,
    at now: Instant
  ) throws {
    let all = store.configuration.agreements.filter { $0.id == id }
    guard let first = store.agreements.first(where: { $0.id == id }) ?? all.last else {
      let names = Set(store.configuration.agreements.map(\.id)).sorted().joined(separator: ", ")
      throw ExitCode.because(
        "there is no agreement '\(id)'; there is \(names.isEmpty ? "none" : names)",
        .usage
      )
    }
    guard
      case .fixed(let name, let interval)? = Report.Period(
        text,
        at: now,
        in: store.calendar.zone(of: first),
        unit: first.reportUnit ?? .month
      )
    else {
      throw ExitCode.because(
        "--period is 2026, 2026-Q1, 2026-03, 2026-W11, 2026-03-14, this, last, last-month, or FROM..TO with dates or instants "
          + "such as 2026-03-01..2026-03-15, at most nine years apart",
        .usage
      )
    }
    let agreement = store.calendar.revision(of: id, in: interval, among: all) ?? first
    let later = store.calendar.continuing(interval, after: agreement, among: all)
    guard ([agreement] + later).contains(where: { $0.services.contains { !$0.checks.isEmpty } })
    else {
      throw ExitCode.because(
        "'\(id)' rests on no check: its services are fed from outside, and a bundle proves samples. Hand"
          + " over the report, a sealed one where `constat reports` lists one, and beside it"
          + " `constat observations --format json`, which names the source and file of each entry;"
          + " whoever gave them has the originals",
        .data
      )
    }
    scope = EvidenceScope(
      agreement,
      followedBy: later,
      services: ([agreement] + later).flatMap(\.services).map(\.id),
      in: interval
    )
    fileName = "\(id)-\(name.map { $0 == "/" || $0 == ":" ? "-" : "\($0)" }.joined()).evidence"
  }

  private init(incident id: String, _ store: RecordedStore, at now: Instant) throws {
    let empty = store.calendar.judge(by: store.agreements)
    let judge = try store.replay(by: empty).recollection.judge
    let list = IncidentList(of: store.agreements, by: judge, at: now).incidents
    guard let found = list.first(where: { $0.id == id }),
      let agreement = store.agreements.first(where: { $0.id == found.agreement })
    else {
      throw ExitCode.because(
        "no incident has the id '\(id)': see constat incidents --json for all of them",
        .usage
      )
    }
    let end = found.incident.resolved ?? now
    let interval = Interval(
      found.incident.opened - Self.surroundings,
      end + Self.surroundings
    )
    scope = EvidenceScope(agreement, services: [found.service], in: interval)
    fileName = "\(id.map { $0 == "/" ? "-" : "\($0)" }.joined()).evidence"
  }
}

extension EvidenceError {
  /// How a command that meets it ends.
  fileprivate var status: ExitStatus {
    switch self {
    case .archive(.store(let error)): error.exitStatus
    case .archive, .output: .inputOutput
    case .unsigned, .otherLedger: .data
    case .unsealed: .temporary
    case .nothing(let unsealed): unsealed.samples > 0 ? .temporary : .data
    }
  }
}
