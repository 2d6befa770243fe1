import ArgumentParser
import Chronology
import ConfigFile
import Importing
import Posix
import Storage

/// `constat reload`: the running daemon reads its configuration again.
struct ReloadCommand: ParsableCommand {
  /// The shortest and the longest time that may be asked for, in seconds.
  private static let seconds: ClosedRange<Int64> = 1...900

  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Have the running constatd read its configuration again.",
    discussion: """
      Waits until constatd measures by the new configuration, and says what has changed. What constatd \
      refuses changes nothing: every mistake is printed, and the command ends with 78; with 69 if no \
      constatd answers in time. constatd reads the files that it was started with: --config and \
      --store only say where its store is.
      """
  )

  @Option(help: ArgumentHelp("How long constatd may take, 1s to 15m.", valueName: "time"))
  var timeout = "45s"

  @OptionGroup var locations: Locations

  func run() throws {
    let patience = try patience()
    let reading = locations.read()
    // Where the file names another store now, constatd is to refuse that itself: it has its own where
    // systemd says.
    let usual = locations.store == nil ? Surroundings.ofThisMachine().stateFolder : nil
    guard let store = [reading.store, usual].compactMap(\.self).first(where: Self.isServed) else {
      if reading.configuration == nil {
        Terminal.complain(reading.description)
        throw ExitCode(ExitStatus.configuration.rawValue)
      }
      throw ExitCode.because(
        "no constatd has the store \(reading.store ?? ""), so that none is told: it reads the"
          + " configuration when it starts; if another one runs and `store` was changed, restart it",
        .unavailable
      )
    }
    let words = InboxClient.Words(
      undone: "and the configuration is not read",
      lookup: "see `journalctl -t constatd CONSTAT_EVENT=daemon.reloaded` for what came of it",
      status: .unavailable
    )
    let client = InboxClient(store, holder: nil, words, patience: patience)
    _ = try client.ask(isLast: true) { draft throws(Errno) in
      try draft.write(ReloadRequest.line)
    }
  }

  /// Whether somebody may have the store; where that can't be found out, asking says why.
  private static func isServed(_ store: String) -> Bool {
    do throws(Errno) {
      _ = try Directory(opening: store)
    } catch {
      return error != .noSuchFile
    }
    return PosixDisk.isServed(store) ?? true
  }

  private func patience() throws -> InboxPatience {
    if let amount = try? DurationText.parse(timeout) {
      let seconds = amount.nanoseconds / 1_000_000_000
      if Self.seconds.contains(seconds), amount == .seconds(seconds) {
        return InboxPatience(beginning: Int(seconds), ending: Int(seconds))
      }
    }
    throw ExitCode.because("--timeout is 1s to 15m, such as 45s", .usage)
  }
}
