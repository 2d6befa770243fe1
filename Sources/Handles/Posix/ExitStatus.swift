import Glibc

/// How a program ends, for those who started it.
///
/// The corresponding C header is `sysexits.h`.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// It did what it was asked.
  case success = 0
  /// It found what it was asked to look for and dislikes it.
  case failure = 1
  /// The command line is wrong.
  case usage = 64
  /// Something that was to be read does not make sense.
  case data = 65
  /// A file to read is not there, or not readable.
  case noInput = 66
  /// Something that it needs is not there.
  case unavailable = 69
  /// A fault of ours.
  case software = 70
  /// A file cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// Try again later: somebody else is at it.
  case temporary = 75
  /// Somebody forbids it.
  case noPermission = 77
  /// The configuration is wrong.
  case configuration = 78
}
