import CCares

/// One failure of c-ares, with the library's own code: a response code of a name server, or a fault
/// on the way.
///
/// The corresponding C constants are `ARES_E…`.
package struct CaresError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The C library's code, never 0.
  package let code: Int32

  /// Wraps any code, also one that this file doesn't name.
  package init(code: Int32) { self.code = code }

  /// The name exists and has no address (NOERROR without data) (`ARES_ENODATA`).
  package static let noAddress = CaresError(code: Int32(ARES_ENODATA))
  /// FORMERR, RFC 1035 §4.1.1 code 1 (`ARES_EFORMERR`).
  package static let formatError = CaresError(code: Int32(ARES_EFORMERR))
  /// SERVFAIL, code 2 (`ARES_ESERVFAIL`).
  package static let serverFailure = CaresError(code: Int32(ARES_ESERVFAIL))
  /// NXDOMAIN, code 3 (`ARES_ENOTFOUND`).
  package static let noSuchName = CaresError(code: Int32(ARES_ENOTFOUND))
  /// NOTIMP, code 4 (`ARES_ENOTIMP`).
  package static let notImplemented = CaresError(code: Int32(ARES_ENOTIMP))
  /// REFUSED, code 5 (`ARES_EREFUSED`).
  package static let refused = CaresError(code: Int32(ARES_EREFUSED))
  /// The name can't be asked for: a label too long, or empty (`ARES_EBADNAME`).
  package static let badName = CaresError(code: Int32(ARES_EBADNAME))
  /// No server answered in time (`ARES_ETIMEOUT`).
  package static let timedOut = CaresError(code: Int32(ARES_ETIMEOUT))
  /// No memory (`ARES_ENOMEM`).
  package static let noMemory = CaresError(code: Int32(ARES_ENOMEM))
  /// The channel was closed (`ARES_EDESTRUCTION`).
  package static let closed = CaresError(code: Int32(ARES_EDESTRUCTION))
  /// All lookups were cancelled (`ARES_ECANCELLED`).
  package static let cancelled = CaresError(code: Int32(ARES_ECANCELLED))
  /// More lookups under way than the channel takes; ours, not c-ares's.
  package static let tooMany = CaresError(code: -1)

  /// What c-ares says of it, in English.
  ///
  /// The corresponding C function is `ares_strerror`.
  package var description: String {
    code < 0
      ? "c-ares: too many lookups at once"
      : unsafe "c-ares \(code): \(String(cString: ares_strerror(code)))"
  }

  static func check(_ code: Int32) throws(CaresError) {
    if code != Int32(ARES_SUCCESS) { throw CaresError(code: code) }
  }
}
