import ConfigFile
import Events
import Execution
import Glibc
package import Posix
import Replaying

/// What `constatd` runs.
package enum DaemonProgram {
  /// Runs until a signal ends it.
  ///
  /// - Parameter arguments: The command line after the program's name.
  /// - Returns: How the process is to end.
  package static func run(_ arguments: [String]) -> ExitStatus {
    let options: DaemonOptions
    do throws(DaemonOptions.Mistake) {
      options = try DaemonOptions(arguments)
    } catch {
      Complaint.fail(error.message)
      return .usage
    }
    switch options.mode {
    case .help: return say(DaemonOptions.help)
    case .version: return say("constatd \(Version.text)")
    case .check: return check(options)
    case .measure: return measure(options)
    }
  }

  private static func say(_ text: String) -> ExitStatus {
    try? StandardStream.output.write(text + "\n")
    return .success
  }

  /// Reads the configuration as for measuring; the diagnostics go to standard error.
  static func load(_ options: DaemonOptions) -> ConfigReading {
    ConfigLoader.load(
      path: options.config,
      surroundings: .ofThisMachine(
        store: options.store,
        recordedRevisions: { RevisionRecord.readable(in: $0) }
      ),
      files: .disk
    )
  }

  private static func check(_ options: DaemonOptions) -> ExitStatus {
    let reading = load(options)
    if !reading.diagnostics.isEmpty { try? StandardStream.error.write(reading.description) }
    guard let configuration = reading.configuration else { return .configuration }
    return say("\(options.config): fine: \(counted(configuration.checks.count, "check"))")
  }

  private static func measure(_ options: DaemonOptions) -> ExitStatus {
    // Before any thread is there: all of them inherit it.
    SignalWatch.block([SIGINT, SIGTERM, SIGHUP])
    CurrentProcess.shareOneHeap()
    CurrentProcess.returnLargeBlocks()
    CurrentProcess.ignoreBrokenPipes()
    _ = try? CurrentProcess.raiseDescriptorLimit()
    let reading = load(options)
    if !reading.diagnostics.isEmpty { try? StandardStream.error.write(reading.description) }
    guard let configuration = reading.configuration else { return .configuration }
    do throws(Failure) {
      let control = try Control(options, configuration)
      try control.run()
      return .success
    } catch {
      Complaint.fail(error.message)
      return error.status
    }
  }
}
