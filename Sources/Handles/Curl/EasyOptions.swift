import CCurl

/// An option of a transfer whose value is a number or a switch.
package struct NumberOption: Sendable {
  let raw: CURLoption

  /// The whole transfer's limit in milliseconds; 0 is none (`CURLOPT_TIMEOUT_MS`).
  package static let timeout = NumberOption(raw: CURLOPT_TIMEOUT_MS)
  /// 1 keeps libcurl from using signals (`CURLOPT_NOSIGNAL`).
  package static let noSignal = NumberOption(raw: CURLOPT_NOSIGNAL)
  /// 1 makes a new connection (`CURLOPT_FRESH_CONNECT`).
  package static let freshConnect = NumberOption(raw: CURLOPT_FRESH_CONNECT)
  /// 1 closes the connection after the transfer (`CURLOPT_FORBID_REUSE`).
  package static let forbidReuse = NumberOption(raw: CURLOPT_FORBID_REUSE)
  /// 1 follows redirects inside libcurl (`CURLOPT_FOLLOWLOCATION`).
  package static let followRedirects = NumberOption(raw: CURLOPT_FOLLOWLOCATION)
  /// Seconds that an address stays in the cache; 0 is not at all (`CURLOPT_DNS_CACHE_TIMEOUT`).
  package static let addressCacheTimeout = NumberOption(raw: CURLOPT_DNS_CACHE_TIMEOUT)
  /// 0 opens a TLS session afresh, with verification (`CURLOPT_SSL_SESSIONID_CACHE`).
  package static let tlsSessionCache = NumberOption(raw: CURLOPT_SSL_SESSIONID_CACHE)
  /// 1 makes it a GET (`CURLOPT_HTTPGET`).
  package static let get = NumberOption(raw: CURLOPT_HTTPGET)
  /// 1 refuses an answer that doesn't begin like HTTP/1 (`CURLOPT_HTTP09_ALLOWED`).
  package static let allowsHTTP09 = NumberOption(raw: CURLOPT_HTTP09_ALLOWED)
  /// Bytes of the receive buffer, 1,024 to 524,288 (`CURLOPT_BUFFERSIZE`).
  package static let bufferSize = NumberOption(raw: CURLOPT_BUFFERSIZE)
  /// Bytes of the send buffer, which TLS has, 16,384 or more (`CURLOPT_UPLOAD_BUFFERSIZE`).
  package static let sendBufferSize = NumberOption(raw: CURLOPT_UPLOAD_BUFFERSIZE)
}

/// An option of a transfer whose value is text, which libcurl copies.
package struct TextOption: Sendable {
  let raw: CURLoption

  /// Where to (`CURLOPT_URL`).
  package static let url = TextOption(raw: CURLOPT_URL)
  /// The proxy; empty is none, whatever the environment says (`CURLOPT_PROXY`).
  package static let proxy = TextOption(raw: CURLOPT_PROXY)
  /// A folder of certificates; nil lets the cache of the CA file work (`CURLOPT_CAPATH`).
  package static let caFolder = TextOption(raw: CURLOPT_CAPATH)
  /// A PEM file of trusted certificates (`CURLOPT_CAINFO`).
  package static let caFile = TextOption(raw: CURLOPT_CAINFO)
  /// Who asks (`CURLOPT_USERAGENT`).
  package static let userAgent = TextOption(raw: CURLOPT_USERAGENT)
  /// The schemes that a transfer may use, with commas (`CURLOPT_PROTOCOLS_STR`).
  package static let protocols = TextOption(raw: CURLOPT_PROTOCOLS_STR)
  /// The method's name when it is neither GET nor HEAD (`CURLOPT_CUSTOMREQUEST`).
  package static let method = TextOption(raw: CURLOPT_CUSTOMREQUEST)
}

/// An option of a transfer whose value is a list of lines that libcurl doesn't copy.
package struct ListOption: Sendable {
  let raw: CURLoption

  /// `HOST:PORT:ADDRESS:PORT`, empty parts match all (`CURLOPT_CONNECT_TO`).
  package static let connectTo = ListOption(raw: CURLOPT_CONNECT_TO)
  /// Request headers (`CURLOPT_HTTPHEADER`).
  package static let headers = ListOption(raw: CURLOPT_HTTPHEADER)
}

/// Something that libcurl counted, as a number.
package struct NumberAnswer: Sendable {
  let raw: CURLINFO

  /// The status of the last response; 0 before there was one (`CURLINFO_RESPONSE_CODE`).
  package static let status = NumberAnswer(raw: CURLINFO_RESPONSE_CODE)
  /// The errno of a failed connect; 0 when there was none (`CURLINFO_OS_ERRNO`).
  package static let errno = NumberAnswer(raw: CURLINFO_OS_ERRNO)
  /// OpenSSL's `X509_V_ERR_…`; 0 is verified, or not looked at (`CURLINFO_SSL_VERIFYRESULT`).
  package static let verifyResult = NumberAnswer(raw: CURLINFO_SSL_VERIFYRESULT)
}

/// An instant that libcurl noted, in µs since the transfer began; 0 was not reached.
package struct TimeAnswer: Sendable {
  let raw: CURLINFO

  /// The address was known (`CURLINFO_NAMELOOKUP_TIME_T`).
  package static let resolved = TimeAnswer(raw: CURLINFO_NAMELOOKUP_TIME_T)
  /// TCP was connected (`CURLINFO_CONNECT_TIME_T`).
  package static let connected = TimeAnswer(raw: CURLINFO_CONNECT_TIME_T)
  /// The TLS handshake was done (`CURLINFO_APPCONNECT_TIME_T`).
  package static let secured = TimeAnswer(raw: CURLINFO_APPCONNECT_TIME_T)
  /// The request was about to be sent (`CURLINFO_PRETRANSFER_TIME_T`).
  package static let ready = TimeAnswer(raw: CURLINFO_PRETRANSFER_TIME_T)
  /// The first byte came (`CURLINFO_STARTTRANSFER_TIME_T`).
  package static let firstByte = TimeAnswer(raw: CURLINFO_STARTTRANSFER_TIME_T)
  /// It ended (`CURLINFO_TOTAL_TIME_T`).
  package static let ended = TimeAnswer(raw: CURLINFO_TOTAL_TIME_T)
}

/// Something that libcurl knows, as text.
package struct TextAnswer: Sendable {
  let raw: CURLINFO

  /// The address of the other side, without port (`CURLINFO_PRIMARY_IP`).
  package static let address = TextAnswer(raw: CURLINFO_PRIMARY_IP)
  /// Where a redirect leads that wasn't followed; absolute (`CURLINFO_REDIRECT_URL`).
  package static let redirectURL = TextAnswer(raw: CURLINFO_REDIRECT_URL)
}
