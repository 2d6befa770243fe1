/// The pages of the demonstration.
enum Response {
  /// A good page of `service`.
  static func page(of service: DemonstrationService, withBody: Bool) -> [UInt8] {
    switch service {
    case .web, .database:
      text(
        200,
        "text/html; charset=utf-8",
        "<!doctype html><title>Demonstration</title>"
          + "<h1>Welcome</h1><p>Everything is fine.</p>\n",
        withBody: withBody
      )
    case .api:
      text(
        200,
        "application/json",
        "{\"status\":\"ok\",\"queue\":{\"depth\":3}}\n",
        withBody: withBody
      )
    }
  }

  /// A page of `service` that says what is wrong.
  static func error(_ status: Int, of service: DemonstrationService, withBody: Bool) -> [UInt8] {
    switch service {
    case .web, .database:
      text(
        status,
        "text/html; charset=utf-8",
        "<!doctype html><title>\(status)</title><h1>\(status) \(reason(status))</h1>\n",
        withBody: withBody
      )
    case .api:
      text(
        status,
        "application/json",
        "{\"status\":\"error\",\"code\":\(status)}\n",
        withBody: withBody
      )
    }
  }

  private static func text(
    _ status: Int,
    _ type: String,
    _ body: String,
    withBody: Bool
  ) -> [UInt8] {
    let head = """
      HTTP/1.1 \(status) \(reason(status))\r
      Server: constat-demo\r
      Content-Type: \(type)\r
      Content-Length: \(body.utf8.count)\r
      Connection: close\r
      \r

      """
    return Array((withBody ? head + body : head).utf8)
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 400: "Bad Request"
    case 405: "Method Not Allowed"
    case 431: "Request Header Fields Too Large"
    default: "Service Unavailable"
    }
  }
}
