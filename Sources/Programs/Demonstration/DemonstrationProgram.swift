import Chronology
import Posix

/// What `constat demo` runs.
package enum DemonstrationProgram {
  /// Plays until the signal is given, and tells each act on standard output.
  ///
  /// - Throws: `DemonstrationError` when the demonstration can't begin or go on.
  package static func run(
    _ options: DemonstrationOptions,
    until stop: StopSignal
  ) throws(DemonstrationError) {
    let provider = try DemonstrationProvider(options) { line in
      let time = Instant(nanoseconds: SystemClocks.realtime()).timeOfDay
      // Nobody reads any more: the demonstration goes on for those who probe it.
      try? StandardStream.output.write("\(time) demo: \(line)\n")
    }
    do throws(Errno) {
      try provider.run(until: stop)
    } catch {
      throw .system(reason: error.description)
    }
  }
}
