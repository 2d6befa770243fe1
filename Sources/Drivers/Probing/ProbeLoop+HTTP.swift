import Curl
import Posix
import Sampling

extension ProbeLoop {
  /// Hands one hop of an HTTP attempt to libcurl.
  func startTransfer(_ flight: Flight, _ expectation: CompiledExpectation, now: Int64) {
    guard let destination = flight.destination else { return }
    do throws(CurlError) {
      let easy = try easyHandle(of: flight)
      try easy.set(.url, destination.url)
      // libcurl counts whole milliseconds, and takes 0 as no limit at all.
      try easy.set(.timeout, Int(max(1, (flight.deadline - now + 999_999) / 1_000_000)))
      try easy.set(.connectTo, try flight.resolution?.connectTo(flight.addressIndex))
      easy.reception.prepare(
        bodyLimit: settings.bodyLimit,
        headerLimit: settings.headerLimit,
        keepsBody: expectation.body != nil,
        keepsHeaders: !expectation.headers.isEmpty
      )
      easy.forgetSocketErrno()
      easy.forgetPeerCertificate()
      flight.connected = 0
      try multi.add(easy)
      flight.state = .transferring
    } catch {
      end(
        flight,
        CauseMapping.cause(of: CauseMapping.Transfer(result: TransferResult(error))),
        .transfer(TransferResult(error), text: error.detail)
      )
    }
  }

  /// The flight's handle, with everything set that is the same for every transfer of this loop.
  private func easyHandle(of flight: Flight) throws(CurlError) -> EasyHandle {
    if let easy = flight.easy { return easy }
    let easy = try EasyHandle()
    try easy.set(.noSignal, 1)
    // Answers are small, and every attempt in flight has both buffers.
    try easy.set(.bufferSize, 4_096)
    try easy.set(.sendBufferSize, 16_384)
    try easy.set(.proxy, "")
    try easy.set(.protocols, "http,https")
    try easy.set(.followRedirects, 0)
    try easy.set(.freshConnect, 1)
    try easy.set(.forbidReuse, 1)
    // Addresses come from our resolver; libcurl's cache would only hide a failure, and grow.
    try easy.set(.addressCacheTimeout, 0)
    try easy.set(.tlsSessionCache, 0)
    try easy.set(.allowsHTTP09, 0)
    // With a folder libcurl's cache of the CA file doesn't work: 30 ms for every handshake.
    try easy.set(.caFolder, nil)
    if let file = settings.caFile { try easy.set(.caFile, file) }
    try easy.set(.userAgent, settings.userAgent)
    try easy.receiveIntoReception()
    try easy.openSocketsOurselves()
    try easy.keepFailureText()
    try easy.keepPeerCertificate()
    try easy.setTag(flight.index + 1)
    flight.easy = easy
    return easy
  }

  /// The socket of a hop was writable, or libcurl wants to read it: TCP stands.
  ///
  /// libcurl itself says when TCP stood only after TLS has succeeded.
  func noteConnected(_ flight: Flight) {
    guard flight.connected == 0, flight.destination?.isSecure == true else { return }
    flight.connected = SystemClocks.monotonic()
  }

  /// libcurl has ended a hop.
  func transferred(_ flight: Flight, _ result: TransferResult) {
    guard let easy = flight.easy, let destination = flight.destination,
      case .http(let expectation) = flight.due?.probe.method
    else { return }
    let times = TransferTimes(easy, flight, result)
    times.add(to: &flight.phases, isSecure: destination.isSecure)
    flight.status = UInt16(clamping: easy.number(.status))
    flight.bodyCount = easy.reception.bodyCount
    flight.noteCertificate(easy, result)
    guard result == .ok else {
      fail(flight, easy, result, times)
      return
    }
    // What a redirect and the rules need is read before the handle is taken out.
    let next = redirectURL(easy, flight.status, expectation)
    abandon(flight)
    if !easy.reception.hasWholeHead {
      end(flight, .truncated, .transfer(.partialFile, text: "the head of the answer is cut off"))
    } else if let next {
      redirect(flight, to: next)
    } else if !expectation.status.contains(flight.status) {
      end(flight, CauseMapping.cause(ofStatus: flight.status), .status(flight.status))
    } else if let broken = expectation.firstBroken(
      headers: easy.reception.headers,
      body: easy.reception.body
    ) {
      end(flight, .expectation, broken)
    } else {
      succeed(flight)
    }
  }

  /// Where a redirect leads, unless its status is itself expected.
  private func redirectURL(
    _ easy: EasyHandle,
    _ status: UInt16,
    _ expectation: CompiledExpectation
  ) -> String? {
    switch status {
    case 301, 302, 303, 307, 308:
      expectation.status.contains(status) ? nil : easy.text(.redirectURL)
    default: nil
    }
  }

  private func redirect(_ flight: Flight, to url: String) {
    guard flight.redirects < settings.redirectLimit else {
      end(flight, .redirectLoop, .status(flight.status))
      return
    }
    flight.redirector = flight.address
    flight.redirects += 1
    do throws(CurlError) {
      let parts = try URLParts(url)
      flight.destination = Destination(
        host: parts.host,
        port: parts.port,
        isSecure: parts.isSecure,
        url: url
      )
      let now = SystemClocks.monotonic()
      if !handOver(flight, now: now) { locate(flight, now: now) }
    } catch {
      end(flight, .expectation, .redirect(url))
    }
  }

  /// A hop failed: the next address, or the end.
  private func fail(
    _ flight: Flight,
    _ easy: EasyHandle,
    _ result: TransferResult,
    _ times: TransferTimes
  ) {
    var transfer = CauseMapping.Transfer(result: result)
    transfer.isRedirected = flight.redirects > 0
    transfer.isSecure = flight.destination?.isSecure ?? false
    transfer.isConnected = times.connected > 0
    transfer.isSecured = times.secured > 0
    transfer.hasFirstByte = times.firstByte > 0
    transfer.isOverflown = easy.reception.isOverflown
    transfer.isLengthAbsurd = easy.reception.isLengthAbsurd
    transfer.verifyResult = easy.number(.verifyResult)
    transfer.errno = easy.socketErrno
    if transfer.errno == 0 { transfer.errno = Int32(clamping: easy.number(.errno)) }
    transfer.text =
      transfer.isLengthAbsurd ? "the answer's Content-Length is beyond 64 bits" : easy.failureText
    abandon(flight)
    let now = SystemClocks.monotonic()
    if result == .couldntConnect {
      transfer.hasRoute = hasRoute(flight)
    }
    var cause = CauseMapping.cause(of: transfer)
    if result == .couldntConnect, cause.isLocal {
      transfer.choice = choice(of: flight)
      cause = CauseMapping.cause(of: transfer)
    }
    let detail = ProbeDetail.transfer(result, text: transfer.text)
    switch result {
    case .timedOut: timeOut(flight, cause, now: now)
    case .couldntConnect:
      fallBack(flight, from: Flight.Failure(cause: cause, detail: detail), now: now)
    default: end(flight, cause, detail)
    }
  }

  /// Whether the kernel would set out for the flight's address; a connect that is dropped at once
  /// asks it.
  private func hasRoute(_ flight: Flight) -> Bool {
    guard let address = flight.address, let port = flight.destination?.port else { return true }
    let target = SocketAddress(bytes: address.bytes, port: port)
    do throws(Errno) {
      let socket = try StreamSocket(for: target)
      _ = try socket.connect(to: target)
      return true
    } catch {
      return error == .connectionRefused
    }
  }
}

/// When a hop reached what, in µs since libcurl began it; 0 where it didn't.
private struct TransferTimes {
  let connected: Int
  let secured: Int
  let firstByte: Int
  let ended: Int

  init(_ easy: EasyHandle, _ flight: Flight, _ result: TransferResult) {
    let told = easy.microseconds(.connected)
    var seen = flight.connected == 0 ? 0 : max(1, (flight.connected - flight.phaseStarted) / 1_000)
    // All of it within one call of libcurl: TLS can't fail before TCP stands.
    if seen == 0, result == .peerFailedVerification || result == .tlsConnectError { seen = 1 }
    secured = easy.microseconds(.secured)
    // Of a handshake that failed, libcurl tells nothing, or the end as the time of the connection.
    connected = seen > 0 && secured == 0 || told == 0 ? Int(seen) : told
    firstByte = easy.microseconds(.firstByte)
    ended = easy.microseconds(.ended)
  }

  /// Adds this hop; the phase in which it ended takes the rest of the time.
  func add(to phases: inout Phases, isSecure: Bool) {
    guard connected > 0 else {
      phases.connect = adding(microseconds: ended, to: phases.connect)
      return
    }
    phases.connect = adding(microseconds: connected, to: phases.connect)
    if isSecure {
      let end = secured > 0 ? secured : ended
      phases.secure = adding(microseconds: end - connected, to: phases.secure)
      if secured == 0 { return }
    }
    let asked = isSecure ? secured : connected
    guard firstByte > 0 else {
      phases.wait = adding(microseconds: ended - asked, to: phases.wait)
      return
    }
    phases.wait = adding(microseconds: firstByte - asked, to: phases.wait)
    phases.transfer = adding(microseconds: ended - firstByte, to: phases.transfer)
  }
}
