import Agreement
import Archive
import ArgumentParser
import ConfigFile
import Posix
import Replaying
import Reporting
import Storage

/// `constat reports`: what is sealed.
struct ReportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports",
    abstract: "List the sealed reports.",
    discussion: """
      Every revision with its verdicts: one that was replaced stays. `constat report --sealed` prints \
      one, and `constat verify` says whether its files are what was sealed.
      """
  )

  @Argument(help: "Only this agreement's.", completion: Completions.agreements)
  var agreement: String?

  @OptionGroup var output: ListFormatOptions

  @OptionGroup var locations: Locations

  func run() throws {
    let list = try SealedReportList(locations.load().sealedReports(), of: agreement)
    switch output.chosen {
    case .text: Terminal.say(list.text(ink: Ink(isColoured: StandardStream.output.wantsColour)))
    case .json: Terminal.say(list.json)
    }
  }
}

extension Configuration {
  /// The sealed reports that the store's record tells of; ends where it can't be read.
  func sealedReports() throws -> [SealedReport] {
    try reading { disk throws(ArchiveError) in
      var record = ReportRecord(disk)
      try record.read()
      return record.reports
    }
  }
}
