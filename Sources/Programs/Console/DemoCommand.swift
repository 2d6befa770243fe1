import ArgumentParser
import Demonstration
import Dispatch
import Execution
import Glibc
import Posix

/// `constat demo`: the demonstration provider, which breaks its promise on purpose.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play a provider on loopback that breaks its promise, over and over.",
    discussion: """
      Two HTTP services and one TCP service with scripted outages, slowdowns and error pages, which \
      config/quickstart.yaml watches. Ends on Ctrl-C or SIGTERM.
      """
  )

  @Option(help: "How many times faster to play, 1 to 1000.")
  var speed: Int64 = 1

  @Option(help: "The port of the first service; the others follow it.")
  var port = DemonstrationOptions.firstPort

  @OptionGroup var locations: Locations

  func validate() throws {
    guard (1...1_000).contains(speed) else { throw ValidationError("--speed is 1 to 1000") }
    guard port > 0, port <= 65_533 else { throw ValidationError("--port is 1 to 65533") }
  }

  func run() throws {
    SignalWatch.block([SIGINT, SIGTERM])
    CurrentProcess.ignoreBrokenPipes()
    var options = DemonstrationOptions()
    options.speed = speed
    options.ports = DemonstrationOptions.ports(from: port)
    do {
      let stop = try StopSignal()
      let watch = StopOnSignal(stop)
      try withExtendedLifetime(watch) {
        try DemonstrationProgram.run(options, until: stop)
      }
    } catch let error as DemonstrationError {
      throw ExitCode.because(error.description, .unavailable)
    }
  }
}

/// Gives a stop signal when SIGINT or SIGTERM comes.
private actor StopOnSignal: QueueActor {
  nonisolated let executor = QueueExecutor(label: "constat.signals")
  private var watches: [SignalWatch] = []

  init(_ stop: StopSignal) {
    executor.queue.sync {
      assumeIsolated { me in
        me.watches = [SIGINT, SIGTERM].map { signal in
          SignalWatch(signal, on: me.executor) { stop.give() }
        }
      }
    }
  }
}
