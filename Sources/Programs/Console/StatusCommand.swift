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

  @OptionGroup var output: ListFormatOptions

  @OptionGroup var locations: Locations

  func validate() throws {
    if watch, output.chosen == .json {
      throw ValidationError("--watch and JSON exclude each other")
    }
  }

  func run() throws {
    var store = try RecordedStore(locations, at: .now)
    do throws(StoreError) {
      let disk = try PosixDisk.reading(store.configuration.store)
      var session = try session(disk, store)
      var warning = DamageWarning()
      var isLeadSaid = false
      repeat {
        var time = try advance(&session, store)
        if store.follow(to: time) {
          session = try self.session(disk, store)
          time = try advance(&session, store)
        }
        var result = session.result
        if result.recollection.needsSecondReading {
          // History was imported behind newer samples: only a whole reading puts it in order.
          result = try Replay.read(disk, judge: { store.calendar.judge(by: store.agreements) })
        }
        warning.tell(result)
        if !isLeadSaid, time > .now { _ = store.time(of: result.recollection, after: .now) }
        isLeadSaid = true
        show(result.recollection, store, at: time)
      } while watch && pause()
    } catch {
      throw ExitCode.because(error)
    }
  }

  private func session(_ disk: PosixDisk, _ store: RecordedStore) throws(StoreError)
    -> ReplaySession
  {
    try ReplaySession(disk, Recollection(judge: store.calendar.judge(by: store.agreements)))
  }

  /// Reads what there is.
  ///
  /// - Returns: The instant at which it is judged.
  private func advance(
    _ session: inout ReplaySession,
    _ store: RecordedStore
  ) throws(StoreError) -> Instant {
    let promises = store.calendar.judge(by: store.agreements).promises
    try session.advance(needed: { store.calendar.earliestNeeded(promises, now: $0) })
    return max(.now, session.result.recollection.lastTime ?? .now)
  }

  private func show(_ recollection: Recollection, _ store: RecordedStore, at time: Instant) {
    let status = Status(of: store.definitions, by: recollection.judge, at: time) { agreement in
      store.calendar.zone(of: agreement)
    }
    let isWritten = PosixDisk.isWritten(store.configuration.store)
    if output.chosen == .json {
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
