import ArgumentParser
import Chronology
import ConfigFile
import Judging
import Posix
import Replaying
import Reporting
import Storage

/// `constat status`: how every check and every objective stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how every check and every objective stands, from the record."
  )

  @Flag(help: "Show it again every two seconds, until Ctrl-C.")
  var watch = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var locations: Locations

  func validate() throws {
    if watch, json { throw ValidationError("--watch and --json exclude each other") }
  }

  func run() throws {
    let store = try RecordedStore(locations, at: .now)
    do throws(StoreError) {
      let disk = try PosixDisk.reading(store.configuration.store)
      let empty = store.calendar.judge(by: store.agreements)
      let promises = empty.promises
      var session = try ReplaySession(disk, Recollection(judge: empty))
      var warning = DamageWarning()
      repeat {
        try session.advance(needed: { store.calendar.earliestNeeded(promises, now: $0) })
        if session.result.recollection.needsSecondReading {
          // History was imported behind newer samples: only a whole reading puts it in order.
          let whole = try Replay.read(disk, judge: { empty })
          warning.tell(whole)
          show(whole.recollection, store)
        } else {
          warning.tell(session.result)
          show(session.result.recollection, store)
        }
      } while watch && pause()
    } catch {
      throw ExitCode.because(error)
    }
  }

  private func show(_ recollection: Recollection, _ store: RecordedStore) {
    let status = Status(of: store.definitions, by: recollection.judge, at: .now) { agreement in
      store.calendar.zone(of: agreement)
    }
    let isWritten = PosixDisk.isWritten(store.configuration.store)
    if json {
      Terminal.say(status.json(samples: recollection.sampleCount, isRecording: isWritten))
      return
    }
    // Home, then clear to the end: a screen that is written over does not flicker.
    let home = watch && StandardStream.output.isTerminal ? "\u{1B}[H\u{1B}[J" : ""
    let text = status.text(ink: Ink(isColoured: StandardStream.output.wantsColour))
    // What is measured no more looks like what has just become unknown.
    Terminal.say(home + text + (isWritten == false ? "\nconstatd is not running\n" : ""))
  }

  private func pause() -> Bool {
    Thread.pause(nanoseconds: 2_000_000_000)
    return true
  }
}
