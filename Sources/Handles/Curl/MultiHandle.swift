import CCurl

/// What libcurl wants to be told about one of its sockets.
package struct SocketInterest: Equatable, Sendable {
  /// The descriptor; it may be closed already when `reads` and `writes` are both false.
  package let descriptor: Int32
  /// The tag of the `EasyHandle` that it is for.
  package let tag: Int
  /// Whether readability is wanted.
  package let reads: Bool
  /// Whether writability is wanted.
  package let writes: Bool
}

/// A transfer that ended.
package struct FinishedTransfer: Sendable {
  /// The tag of its `EasyHandle`.
  package let tag: Int
  /// How it ended.
  package let result: TransferResult
}

/// When libcurl wants `act` on its own timer to be called.
package enum TimerWish: Equatable, Sendable {
  /// No wish since the last time it was asked.
  case unchanged
  /// Not at all.
  case off
  /// So many milliseconds from when libcurl said it; 0 is at once.
  case after(milliseconds: Int)
}

/// A set of transfers, driven from outside: it says which sockets and which timer it wants watched,
/// and is told what happened to them.
///
/// libcurl's callbacks only note what it wants; the driver takes the notes after each call, so that
/// nothing of the driver runs inside libcurl. A descriptor's removal is noted before libcurl closes
/// it and may be taken after: `EPOLL_CTL_DEL` then fails harmlessly, and notes keep their order.
///
/// Not Sendable: one thread or actor owns it, for life: it has the cache of CA certificates.
///
/// The corresponding C type is `CURLM`.
@safe
package final class MultiHandle {
  let raw: UnsafeMutableRawPointer
  private var interests: [SocketInterest] = []
  private var wish = TimerWish.unchanged

  /// Makes an empty set.
  ///
  /// - Throws: `CurlError` when libcurl can't be prepared or there is no memory.
  ///
  /// The corresponding C functions are `curl_multi_init` and `curl_multi_setopt`.
  package init() throws(CurlError) {
    try CurlGlobal.prepared.get()
    guard let raw = unsafe curl_multi_init() else { throw CurlError(multi: CURLM_OUT_OF_MEMORY) }
    unsafe self.raw = raw
  }

  deinit { unsafe curl_multi_cleanup(raw) }

  /// Begins to note what libcurl wants watched; before the first transfer, after `warm`.
  package func observe() throws(CurlError) {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    try CurlError.check(
      unsafe constat_curl_multi_observe(raw, noteSocket, noteTimer, context)
    )
  }

  /// Hands over the noted interests, in order, and forgets them.
  package func takeInterests(_ body: (SocketInterest) -> Void) {
    guard !interests.isEmpty else { return }
    for interest in interests { body(interest) }
    interests.removeAll(keepingCapacity: true)
  }

  /// Hands over the last wish about the timer and forgets it.
  package func takeTimerWish() -> TimerWish {
    defer { wish = .unchanged }
    return wish
  }

  /// Begins a transfer; libcurl asks for its timer at once.
  ///
  /// The corresponding C function is `curl_multi_add_handle`.
  package func add(_ easy: EasyHandle) throws(CurlError) {
    try CurlError.check(unsafe curl_multi_add_handle(raw, easy.raw))
  }

  /// Takes a transfer out, whether or not it has ended.
  ///
  /// The corresponding C function is `curl_multi_remove_handle`.
  package func remove(_ easy: EasyHandle) throws(CurlError) {
    try CurlError.check(unsafe curl_multi_remove_handle(raw, easy.raw))
  }

  /// Tells libcurl that a socket is ready, and lets it work without blocking.
  ///
  /// - Parameters:
  ///   - descriptor: One that it wanted watched.
  ///   - reads: Whether it can be read.
  ///   - writes: Whether it can be written.
  ///   - fails: Whether it has failed or was hung up.
  /// - Returns: Transfers that are still running. One transfer's failure is never thrown.
  ///
  /// The corresponding C function is `curl_multi_socket_action`.
  @discardableResult
  package func act(on descriptor: Int32, reads: Bool, writes: Bool, fails: Bool) throws(CurlError)
    -> Int
  {
    let mask =
      (reads ? CURL_CSELECT_IN : 0) | (writes ? CURL_CSELECT_OUT : 0)
      | (fails ? CURL_CSELECT_ERR : 0)
    var running: Int32 = 0
    try CurlError.check(unsafe curl_multi_socket_action(raw, descriptor, Int32(mask), &running))
    return Int(running)
  }

  /// Tells libcurl that its timer has run down.
  ///
  /// - Returns: Transfers that are still running.
  ///
  /// The corresponding C function is `curl_multi_socket_action` with `CURL_SOCKET_TIMEOUT`.
  @discardableResult
  package func actOnTimeout() throws(CurlError) -> Int {
    var running: Int32 = 0
    try CurlError.check(unsafe curl_multi_socket_action(raw, -1, 0, &running))
    return Int(running)
  }

  /// The next transfer that has ended, still in the set; nil when there is none.
  ///
  /// The corresponding C function is `curl_multi_info_read`.
  package func nextFinished() -> FinishedTransfer? {
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(raw, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
      let result = unsafe TransferResult(constat_curl_message_result(message))
      var tag: UnsafePointer<CChar>?
      let handle = unsafe message.pointee.easy_handle
      guard unsafe constat_curl_get_text(handle, CURLINFO_PRIVATE, &tag) == CURLE_OK else {
        continue
      }
      return FinishedTransfer(tag: Int(bitPattern: tag), result: result)
    }
    return nil
  }

  fileprivate func note(_ interest: SocketInterest) { interests.append(interest) }

  fileprivate func note(_ newWish: TimerWish) { wish = newWish }
}

private func noteSocket(
  _ easy: UnsafeMutableRawPointer?,
  _ descriptor: curl_socket_t,
  _ what: Int32,
  _ context: UnsafeMutableRawPointer?,
  _ own: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context = unsafe context else { return -1 }
  var tag: UnsafePointer<CChar>?
  _ = unsafe constat_curl_get_text(easy, CURLINFO_PRIVATE, &tag)
  let interest = SocketInterest(
    descriptor: descriptor,
    tag: Int(bitPattern: tag),
    reads: what == Int32(CURL_POLL_IN) || what == Int32(CURL_POLL_INOUT),
    writes: what == Int32(CURL_POLL_OUT) || what == Int32(CURL_POLL_INOUT)
  )
  unsafe Unmanaged<MultiHandle>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.note(interest) }
  return 0
}

private func noteTimer(
  _ multi: UnsafeMutableRawPointer?,
  _ milliseconds: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context = unsafe context else { return -1 }
  let wish = milliseconds < 0 ? TimerWish.off : .after(milliseconds: milliseconds)
  unsafe Unmanaged<MultiHandle>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.note(wish) }
  return 0
}
