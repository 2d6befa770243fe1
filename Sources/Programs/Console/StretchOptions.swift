import ArgumentParser
import Chronology

/// The stretch of time that a list is asked for.
struct StretchOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only what ends later than this.", valueName: "time"))
  var from: InstantArgument?

  @Option(help: ArgumentHelp("Only what begins before this.", valueName: "time"))
  var to: InstantArgument?

  /// The stretch; nil where none is asked for.
  var interval: Interval? {
    if from == nil, to == nil { return nil }
    return Interval(
      from?.instant ?? Instant(nanoseconds: 0),
      to?.instant ?? Instant(nanoseconds: 1 << 62 - 1)
    )
  }
}
