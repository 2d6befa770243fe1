package import Cares
package import Curl
package import Posix
package import Sampling

/// What exactly went wrong in an attempt, beyond its cause: for people, and never in the record.
package enum ProbeDetail: Hashable, Sendable {
  /// The name server's answer, or that there was none.
  case resolution(CaresError)
  /// The C library's error.
  case system(Errno)
  /// libcurl's result and words.
  case transfer(TransferResult, text: String)
  /// The status that was not expected.
  case status(UInt16)
  /// The rule for this header, counted from 0, was broken.
  case header(Int)
  /// The pattern for this header gave up at a match limit.
  case headerGivenUp(Int)
  /// The rule for the body was broken.
  case body
  /// The pattern for the body gave up at a match limit.
  case bodyGivenUp
  /// A redirect led to something that isn't a web address.
  case redirect(String)
  /// The target led to an address that no host has, or to our own host.
  case unusable(NetworkAddress)
  /// The time of the check was over.
  case timeout
  /// Our own loop stalled while the time ran out.
  case stalled

  /// Whether a pattern gave up at a limit.
  package var isGivenUp: Bool {
    switch self {
    case .headerGivenUp, .bodyGivenUp: true
    default: false
    }
  }
}

extension ProbeDetail: CustomStringConvertible {
  /// One line in English, without a full stop.
  package var description: String {
    switch self {
    case .resolution(let error): "\(error)"
    case .system(let error): "\(error)"
    case .transfer(let result, let text): text.isEmpty ? result.text : text
    case .status(let status): "status \(status) was not expected"
    case .header(let index): "header rule \(index + 1) does not hold"
    case .headerGivenUp(let index): "the pattern of header rule \(index + 1) gave up at its limit"
    case .body: "the body rule does not hold"
    case .bodyGivenUp: "the body's pattern gave up at its limit"
    case .redirect(let url):
      "a redirect leads to \(WebAddress.masked(url)), which is no web address"
    case .unusable(let address): "the target leads to \(address), which is never probed"
    case .timeout: "no success within the timeout"
    case .stalled: "our own loop stalled while the time ran out"
    }
  }
}
