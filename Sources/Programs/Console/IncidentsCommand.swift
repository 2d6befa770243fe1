import ArgumentParser
import Chronology
import Judging
import Posix
import Replaying
import Reporting

/// `constat incidents`: every confirmed incident of the record.
struct IncidentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents",
    abstract: "List the confirmed incidents of every service, from the record."
  )

  @Flag(help: "Print one JSON array.")
  var json = false

  @OptionGroup var locations: Locations

  func run() throws {
    let now = Instant.now
    let store = try RecordedStore(locations, at: now)
    let judge = try store.replay(by: store.calendar.judge(by: store.agreements)).recollection
      .judge
    let list = IncidentList(of: store.agreements, by: judge, at: now)
    Terminal.say(
      json ? list.json : list.text(at: now, ink: Ink(isColoured: StandardStream.output.wantsColour))
    )
  }
}
