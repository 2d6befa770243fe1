import Agreement
import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Posix
import Replaying
import Reporting
import Storage

extension ReportCommand {
  /// How it is written, if an option says so.
  var chosenFormat: ReportFormat? { json ? .json : format }

  /// Holds the options of sealed reports, and of formats, against the others.
  func validateSealed() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other")
    }
    if !isSealed {
      if revision != nil { throw ValidationError("--revision goes with --sealed") }
      return
    }
    if at != nil || language != nil {
      throw ValidationError("a sealed report is printed as it is: without --at and --lang")
    }
    if let revision, revision < 1 { throw ValidationError("--revision is 1 or more") }
    if let format = chosenFormat, format != .json, format != .html {
      throw ValidationError("a sealed report is json or html")
    }
  }

  /// The bytes of the sealed report that is asked for, as they are on the disk.
  func sealedPage() throws -> [UInt8] {
    let configuration = try locations.load()
    let list = SealedReportList(try configuration.sealedReports(), of: agreement)
    let name = sealedPeriod(configuration)
    guard let report = list.report(on: name, revision: revision) else {
      let what = revision.map { "no revision \($0) of a sealed report" } ?? "no sealed report"
      let when = name.map { " on \($0)" } ?? ""
      throw ExitCode.because(
        "there is \(what) of '\(agreement)'\(when): `constat reports` lists what there is, and"
          + " `reporting.every` of the agreement says what is sealed",
        .noInput
      )
    }
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(configuration.store)
    } catch {
      throw ExitCode.because(error)
    }
    do throws(SealedReportFault) {
      return try SealedReportFiles.read(report, chosenFormat == .html ? .html : .json, on: disk)
    } catch {
      throw ExitCode.because("\(error)", .data)
    }
  }

  /// The name of the window that is asked for; nil for the latest that is sealed.
  private func sealedPeriod(_ configuration: Configuration) -> String? {
    guard let period else { return nil }
    let own = configuration.agreements.last { $0.id == agreement }
    let zone = own.flatMap { try? ZoneFiles.rules(of: $0.timeZone) } ?? .utc
    let unit = own?.clauses.reporting.every ?? own?.reportUnit ?? .month
    guard case .fixed(let name, _)? = Report.Period(period, at: .now, in: zone, unit: unit) else {
      return period
    }
    return name
  }
}
