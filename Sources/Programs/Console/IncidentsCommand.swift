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
    var store = try RecordedStore(locations, at: .now)
    var recollection = try store.replay(store.agreements).recollection
    let now = store.time(of: recollection, after: .now)
    if store.follow(to: now) { recollection = try store.replay(store.agreements).recollection }
    let list = IncidentList(of: store.agreements, by: recollection.judge, at: now)
    Terminal.say(
      json ? list.json : list.text(at: now, ink: Ink(isColoured: StandardStream.output.wantsColour))
    )
  }
}
