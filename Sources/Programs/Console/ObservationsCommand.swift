import Agreement
import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Importing
import Posix
import Reporting
import Storage

/// `constat observations`: what was given from outside.
struct ObservationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observations",
    abstract: "List what was observed from outside, and what of it was corrected.",
    discussion: """
      Each entry as often as it was given: who observed it, in whose name, when it was recorded, and \
      whether it stands or was replaced by a later one with the same id.
      """
  )

  @Argument(help: "Only what is observed under this name.")
  var name: String?

  @OptionGroup var stretch: StretchOptions

  @OptionGroup var output: ListFormatOptions

  @OptionGroup var locations: Locations

  func run() throws {
    let configuration = try locations.load()
    let observations = try configuration.reading { disk throws(ArchiveError) in
      var reader = ObservationReader(disk, of: name)
      return try reader.read()
    }
    let list = ObservationList(observations, in: stretch.interval)
    if let name, list.rows.isEmpty {
      do throws(ObservationFault) {
        _ = try ObservationRules(agreements: configuration.agreements).feed(name)
      } catch {
        throw ExitCode.because("\(error)", .usage)
      }
    }
    switch output.chosen {
    case .text: Terminal.say(list.text(ink: Ink(isColoured: StandardStream.output.wantsColour)))
    case .json: Terminal.say(list.json)
    }
  }
}
