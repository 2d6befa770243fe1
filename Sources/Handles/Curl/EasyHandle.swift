import CCurl

/// One transfer of libcurl, reusable: set up, run by a `MultiHandle`, asked, reset.
///
/// Not Sendable: one thread or actor owns it. It must have left its `MultiHandle` before it goes.
///
/// The corresponding C type is `CURL`.
@safe
package final class EasyHandle {
  let raw: UnsafeMutableRawPointer
  private let failedErrno: UnsafeMutablePointer<Int32>
  /// What came in; `prepare` it before each transfer.
  package let reception = Reception()
  let sight = CertificateSight()
  private var lists: [(option: CURLoption, list: StringList?)] = []
  private let errorText: UnsafeMutablePointer<CChar>

  /// Makes a handle with libcurl's defaults.
  ///
  /// - Throws: `CurlError` when libcurl can't be prepared or there is no memory.
  ///
  /// The corresponding C function is `curl_easy_init`.
  package init() throws(CurlError) {
    try CurlGlobal.prepared.get()
    guard let raw = unsafe curl_easy_init() else {
      throw CurlError(easy: CURLE_FAILED_INIT)
    }
    unsafe self.raw = raw
    unsafe failedErrno = .allocate(capacity: 1)
    unsafe failedErrno.initialize(to: 0)
    unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    unsafe curl_easy_cleanup(raw)
    unsafe failedErrno.deallocate()
    unsafe errorText.deallocate()
  }

  /// Sets a number or a switch.
  ///
  /// The corresponding C function is `curl_easy_setopt`.
  package func set(_ option: NumberOption, _ value: Int) throws(CurlError) {
    try CurlError.check(unsafe constat_curl_set_long(raw, option.raw, value))
  }

  /// Sets a text, which is copied; nil goes back to none.
  ///
  /// The corresponding C function is `curl_easy_setopt`.
  package func set(_ option: TextOption, _ value: String?) throws(CurlError) {
    guard let value else {
      try CurlError.check(unsafe constat_curl_set_text(raw, option.raw, nil))
      return
    }
    // Not by implicit bridging, which copies the text first.
    let code = unsafe value.withCString { unsafe constat_curl_set_text(raw, option.raw, $0) }
    try CurlError.check(code)
  }

  /// Sets a list, which is kept alive until another takes its place; nil goes back to none.
  ///
  /// The corresponding C function is `curl_easy_setopt`.
  package func set(_ option: ListOption, _ list: StringList?) throws(CurlError) {
    try CurlError.check(unsafe constat_curl_set_list(raw, option.raw, list?.head))
    if let index = lists.firstIndex(where: { $0.option == option.raw }) {
      lists[index].list = list
    } else if list != nil {
      lists.append((option.raw, list))
    }
  }

  /// Sends what comes in to `reception`.
  ///
  /// The corresponding C options are `CURLOPT_WRITEFUNCTION` and `CURLOPT_HEADERFUNCTION`.
  package func receiveIntoReception() throws(CurlError) {
    let context = unsafe Unmanaged.passUnretained(reception).toOpaque()
    try CurlError.check(unsafe constat_curl_set_receiver(raw, CURLOPT_WRITEFUNCTION, receiveBody))
    try CurlError.check(unsafe constat_curl_set_pointer(raw, CURLOPT_WRITEDATA, context))
    try CurlError.check(unsafe constat_curl_set_receiver(raw, CURLOPT_HEADERFUNCTION, receiveLine))
    try CurlError.check(unsafe constat_curl_set_pointer(raw, CURLOPT_HEADERDATA, context))
  }

  /// Opens sockets ourselves, so that `socketErrno` says why one couldn't be opened.
  ///
  /// The corresponding C option is `CURLOPT_OPENSOCKETFUNCTION`.
  package func openSocketsOurselves() throws(CurlError) {
    unsafe failedErrno.pointee = 0
    try CurlError.check(unsafe constat_curl_set_sockets(raw, failedErrno))
  }

  /// The errno of a `socket` that failed since `openSocketsOurselves`; 0 when none did.
  package var socketErrno: Int32 { unsafe failedErrno.pointee }

  /// Sets `socketErrno` back to 0.
  package func forgetSocketErrno() { unsafe failedErrno.pointee = 0 }

  /// Lets libcurl write `failureText`.
  ///
  /// The corresponding C option is `CURLOPT_ERRORBUFFER`.
  package func keepFailureText() throws(CurlError) {
    try CurlError.check(unsafe constat_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText))
  }

  /// What libcurl said of the last failure in its own words, at most 255 bytes; empty if nothing.
  package var failureText: String { unsafe String(cString: errorText) }

  /// A number of the caller's own, which `MultiHandle` gives back with the result.
  ///
  /// The corresponding C option is `CURLOPT_PRIVATE`.
  package func setTag(_ tag: Int) throws(CurlError) {
    try CurlError.check(
      unsafe constat_curl_set_pointer(
        raw,
        CURLOPT_PRIVATE,
        UnsafeMutableRawPointer(bitPattern: tag)
      )
    )
  }

  /// Asks for a number; 0 when libcurl doesn't know.
  ///
  /// The corresponding C function is `curl_easy_getinfo`.
  package func number(_ answer: NumberAnswer) -> Int {
    var value = 0
    return unsafe constat_curl_get_long(raw, answer.raw, &value) == CURLE_OK ? value : 0
  }

  /// Asks for an instant, in µs since the transfer began; 0 when it wasn't reached.
  ///
  /// The corresponding C function is `curl_easy_getinfo`.
  package func microseconds(_ answer: TimeAnswer) -> Int {
    var value: curl_off_t = 0
    return unsafe constat_curl_get_offset(raw, answer.raw, &value) == CURLE_OK ? value : 0
  }

  /// Asks for a text; nil when libcurl has none.
  ///
  /// The corresponding C function is `curl_easy_getinfo`.
  package func text(_ answer: TextAnswer) -> String? {
    var value: UnsafePointer<CChar>?
    guard unsafe constat_curl_get_text(raw, answer.raw, &value) == CURLE_OK,
      let value = unsafe value
    else { return nil }
    return unsafe String(cString: value)
  }
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?,
  _ size: Int,
  _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  unsafe receive(bytes, size * count, context) { unsafe $0.takeBody($1) }
}

private func receiveLine(
  _ bytes: UnsafeMutablePointer<CChar>?,
  _ size: Int,
  _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  unsafe receive(bytes, size * count, context) { unsafe $0.takeHeader($1) }
}

/// Gives what came to the reception in `context`.
///
/// - Returns: What libcurl wants to hear: how many bytes were taken, and another number for refused.
private func receive(
  _ bytes: UnsafeMutablePointer<CChar>?,
  _ count: Int,
  _ context: UnsafeMutableRawPointer?,
  _ take: (Reception, UnsafeRawBufferPointer) -> Bool
) -> Int {
  guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
  let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
  return unsafe Unmanaged<Reception>.fromOpaque(context)._withUnsafeGuaranteedRef { reception in
    unsafe take(reception, piece) ? count : -1
  }
}
