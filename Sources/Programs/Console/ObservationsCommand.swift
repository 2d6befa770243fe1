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

  @Option(help: ArgumentHelp("Only what ends later than this.", valueName: "time"))
  var from: InstantArgument?

  @Option(help: ArgumentHelp("Only what begins before this.", valueName: "time"))
  var to: InstantArgument?

  @Option(help: "text or json.")
  var format = ListFormat.text

  @OptionGroup var locations: Locations

  func run() throws {
    let configuration = try locations.load()
    var stretch: Interval?
    if from != nil || to != nil {
      stretch = Interval(
        from?.instant ?? Instant(nanoseconds: 0),
        to?.instant ?? Instant(nanoseconds: 1 << 62 - 1)
      )
    }
    let list = ObservationList(try recorded(configuration), in: stretch)
    if let name, list.rows.isEmpty {
      do throws(ObservationFault) {
        _ = try ObservationRules(agreements: configuration.agreements).feed(name)
      } catch {
        throw ExitCode.because("\(error)", .usage)
      }
    }
    switch format {
    case .text: Terminal.say(list.text(ink: Ink(isColoured: StandardStream.output.wantsColour)))
    case .json: Terminal.say(list.json)
    }
  }

  private func recorded(_ configuration: Configuration) throws -> [RecordedObservations] {
    do throws(ArchiveError) {
      let disk: PosixDisk
      do throws(StoreError) {
        disk = try PosixDisk.reading(configuration.store)
      } catch {
        throw .store(error)
      }
      var reader = ObservationReader(disk, of: name)
      return try reader.read()
    } catch {
      if case .store(let error) = error { throw ExitCode.because(error) }
      throw ExitCode.because("\(error)", .inputOutput)
    }
  }
}
