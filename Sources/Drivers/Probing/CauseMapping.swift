import Cares
import Curl
import Glibc
import Posix
import Sampling

/// The one place where codes of libcurl, OpenSSL, c-ares and the C library become causes.
///
/// A cause is ours, which makes the sample void, only on evidence that the target has no hand in: what
/// the kernel says of an address that the operator wrote; no descriptor or memory; no free port; a way
/// out that this host once had and has lost (`WayOut`). Whatever else goes wrong on the way to an
/// address that the target chose, by a redirect or by the answer for its name, is the target's fault
/// (`unreachable`). So nothing that a target says makes its own downtime unknown time. What leads to
/// no host at all (`NetworkAddress.isHostAddress`) is not even tried.
enum CauseMapping {
  /// What is known of a transfer that libcurl ended.
  struct Transfer {
    var result: TransferResult
    /// OpenSSL's `X509_V_ERR_…`, 0 if none.
    var verifyResult = 0
    /// The errno of a failed `socket` or `connect`, 0 if none.
    var errno: Int32 = 0
    /// libcurl's own words.
    var text = ""
    /// Whether there is a local route to the address; asked only when libcurl couldn't connect.
    var hasRoute = true
    /// What is known of an address that the target chose; nil for one that the operator wrote.
    var choice: TargetsChoice?
    /// Whether a redirect led here.
    var isRedirected = false
    var isSecure = false
    var isConnected = false
    var isSecured = false
    var hasFirstByte = false
    /// Whether our limit on the answer's size ended it.
    var isOverflown = false
    /// Whether the answer's length was beyond 64 bits.
    var isLengthAbsurd = false
  }

  /// What is known beside the error, if the target itself chose the address.
  struct TargetsChoice {
    /// Whether our own way out is lost, by `WayOut`.
    var isWayLost = false
    /// Whether no port was free for the connection.
    var arePortsGone = false
  }

  /// The cause of a transfer that didn't end well.
  static func cause(of transfer: Transfer) -> Cause {
    switch transfer.result {
    case .timedOut: timeoutCause(of: transfer)
    case .couldntConnect:
      cause(
        of: Errno(rawValue: transfer.errno),
        hasRoute: transfer.hasRoute,
        choice: transfer.choice
      )
    case .peerFailedVerification: verifyCause(transfer.verifyResult)
    // The alert may come at once, whatever the handshake is up to (RFC 8446 §6.2).
    case .clientCertificateMissing: .tlsProtocol
    case .tlsConnectError: isReset(transfer.text) ? .connectionReset : .tlsProtocol
    case .partialFile, .gotNothing: .truncated
    case .receiveError, .sendError: streamCause(of: transfer)
    case .writeError:
      // Our receivers refuse nothing else; what is left are libcurl's own decoders of a transfer coding.
      transfer.isOverflown && !transfer.isLengthAbsurd ? .tooLarge : .protocol
    // libcurl says this of a header line beyond its own limit, too; then the server has answered.
    case .outOfMemory: transfer.isConnected ? .tooLarge : .localMemory
    case .unsupportedProtocol, .weirdServerReply, .http2, .http2Stream, .badContentEncoding:
      .protocol
    case .tooManyRedirects: .redirectLoop
    // What a redirect says, libcurl may take apart in another way than when it was looked at.
    case .malformedURL, .couldntResolveHost: transfer.isRedirected ? .expectation : .localFault
    // Not one of those that a target can bring about: never charged to it.
    default: .localFault
    }
  }

  /// The phase that a transfer had reached says which timeout it was.
  private static func timeoutCause(of transfer: Transfer) -> Cause {
    if !transfer.isConnected { return .connectTimeout }
    return transfer.isSecure && !transfer.isSecured ? .tlsTimeout : .readTimeout
  }

  /// A stream that broke after it was connected.
  private static func streamCause(of transfer: Transfer) -> Cause {
    if isReset(transfer.text) { return .connectionReset }
    // TLS 1.3 servers refuse a client after the handshake, by an alert (RFC 8446 §6.2).
    if transfer.isSecure, transfer.text.contains(" alert ") { return .tlsProtocol }
    return transfer.hasFirstByte ? .truncated : .connectionReset
  }

  /// libcurl drops the errno of a stream and keeps its text, in the C locale.
  private static func isReset(_ text: String) -> Bool {
    text.contains("reset by peer") || text.contains("Broken pipe")
      || text.contains("errno \(ECONNRESET)")
  }

  /// OpenSSL's verification result; libcurl compares names itself, before it takes that result, and
  /// then it still says 1, "unspecified".
  ///
  /// Source: `openssl/x509_vfy.h`, stable since 1.0.2.
  static func verifyCause(_ result: Int) -> Cause {
    switch result {
    case 0, 1, 62, 63, 64: .tlsName
    case 9: .tlsNotYetValid
    case 10: .tlsExpired
    default: .tlsUntrusted
    }
  }

  /// The cause of a connection that couldn't be made.
  ///
  /// - Parameters:
  ///   - hasRoute: Whether the kernel had a route when it was asked: without one the fault is ours,
  ///     with one a router beyond us said so.
  ///   - choice: What is known of an address that the target chose; nil for one that the operator
  ///     wrote.
  static func cause(of error: Errno, hasRoute: Bool, choice: TargetsChoice? = nil) -> Cause {
    let cause = kernelCause(error, hasRoute: hasRoute)
    guard let choice, cause == .localRoute || cause == .localFault else { return cause }
    let isOurs =
      switch error {
      case .addressNotAvailable, .addressInUse, .wouldBlock:
        choice.arePortsGone || choice.isWayLost
      default: choice.isWayLost
      }
    return isOurs ? cause : .unreachable
  }

  private static func kernelCause(_ error: Errno, hasRoute: Bool) -> Cause {
    switch error {
    case .connectionRefused: .connectRefused
    case .timedOut: .connectTimeout
    case .connectionReset, .brokenPipe, .connectionAborted: .connectionReset
    case .hostUnreachable, .networkUnreachable, .hostDown: hasRoute ? .unreachable : .localRoute
    case .processDescriptors, .systemDescriptors: .localDescriptors
    case .noMemory, .noBufferSpace: .localMemory
    case .addressNotAvailable, .addressInUse, .wouldBlock, .networkDown, .familyNotSupported,
      .invalid:
      .localRoute
    default: .localFault
    }
  }

  /// The cause of a name that couldn't be resolved.
  static func cause(of error: CaresError) -> Cause {
    switch error {
    case .noSuchName, .noAddress, .badName: .dnsNXDomain
    case .timedOut: .dnsTimeout
    case .noMemory: .localMemory
    case .tooMany, .closed, .cancelled: .localFault
    default: .dnsServfail
    }
  }

  /// The cause of a status that isn't expected.
  static func cause(ofStatus status: UInt16) -> Cause {
    switch status {
    case 429: .http429
    case 400...499: .http4xx
    case 500...599: .http5xx
    default: .expectation
    }
  }
}
