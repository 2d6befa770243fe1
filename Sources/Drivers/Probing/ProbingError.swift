package import Cares
import Curl
package import Posix

/// Why a probe loop couldn't be made or started.
package enum ProbingError: Error, Hashable, CustomStringConvertible {
  /// A system call failed.
  case system(Errno)
  /// libcurl couldn't be set up.
  case curl(code: Int32, text: String)
  /// The resolver couldn't be set up, for instance for a server that isn't an address.
  case resolver(CaresError)
  /// The file of trusted certificates can't be read; nil is libcurl's own.
  case certificates(path: String?)

  /// One line in English with what to do, without a full stop.
  package var description: String {
    switch self {
    case .system(.processDescriptors):
      "the probe loop can't start: this process may open too few files; raise the limit by "
        + "`LimitNOFILE=` in the unit, or by `ulimit -n`"
    case .system(let error): "the probe loop can't start: \(error)"
    case .curl(_, let text): "libcurl can't be set up: \(text)"
    case .resolver(let error): "the resolver can't be set up: \(error); see `resolver`"
    case .certificates(let path?): "\(path) has no certificates that can be read"
    case .certificates(nil): "no trusted certificates: install the package ca-certificates"
    }
  }

  init(_ error: CurlError) {
    self = .curl(code: error.code, text: error.detail)
  }
}
