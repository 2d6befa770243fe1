import ArgumentParser
import Chronology
import Judging
import Posix
import Replaying
import Reporting

/// `constat incidents`: the confirmed incidents of the services that are agreed on now.
struct IncidentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incidents",
    abstract: "List the confirmed incidents of every service, from the record.",
    discussion: """
      Services are those of the agreements' revisions that hold now; of each check the 4,096 latest \
      incidents are known. A report on a past period names those of the revision that held then.
      """
  )

  @OptionGroup var output: ListFormatOptions

  @OptionGroup var locations: Locations

  func run() throws {
    var store = try RecordedStore(locations, at: .now)
    var recollection = try store.replay(by: store.calendar.judge(by: store.agreements)).recollection
    let now = store.time(of: recollection, after: .now)
    if store.follow(to: now) {
      recollection = try store.replay(by: store.calendar.judge(by: store.agreements)).recollection
    }
    let list = IncidentList(of: store.agreements, by: recollection.judge, at: now)
    switch output.chosen {
    case .json: Terminal.say(list.json)
    case .text:
      Terminal.say(list.text(at: now, ink: Ink(isColoured: StandardStream.output.wantsColour)))
    }
  }
}
