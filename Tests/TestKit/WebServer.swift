import Glibc

/// The nginx of this host on free ports of 127.0.0.1: plain HTTP, and HTTPS with one certificate.
///
/// Every path answers `200` and `ok`. It ends when it goes.
package final class WebServer: Sendable {
  /// Where it speaks plain HTTP.
  package let port: UInt16
  /// Where it speaks HTTPS, HTTP/2 included.
  package let securePort: UInt16
  private let folder: Scratch
  private let process: BesideProcess

  /// How often it is started anew: between the choice of a port and its use somebody else may take it.
  private static let attempts = 5

  /// Starts it and waits until it listens; nil if it doesn't within 10 s, five times, or isn't installed.
  ///
  /// - Parameter certificate: Paths of PEM files; nil is without HTTPS.
  package init?(certificate: (chain: String, key: String)? = nil) {
    var started: Started?
    for _ in 0..<WebServer.attempts where started == nil {
      started = WebServer.start(certificate).flatMap { $0.isListening ? $0 : nil }
    }
    guard let started else { return nil }
    (port, securePort) = (started.port, started.securePort)
    (folder, process) = (started.folder, started.process)
  }

  /// A process that was started.
  private struct Started {
    let port: UInt16
    let securePort: UInt16
    let folder: Scratch
    let process: BesideProcess
    let isListening: Bool
  }

  private static func start(_ certificate: (chain: String, key: String)?) -> Started? {
    guard let folder = try? Scratch() else { return nil }
    let (port, securePort) = (closedPort(), closedPort())
    var secure = ""
    if let certificate {
      secure = """
        listen 127.0.0.1:\(securePort) ssl http2;
        ssl_certificate \(certificate.chain);
        ssl_certificate_key \(certificate.key);
        """
    }
    let path = folder.path
    let configuration =
      """
      daemon off; master_process off; worker_processes 1;
      pid \(path)/pid; error_log \(path)/error.log;
      events { worker_connections 512; }
      http {
        access_log off; client_body_temp_path \(path); proxy_temp_path \(path);
        fastcgi_temp_path \(path); uwsgi_temp_path \(path); scgi_temp_path \(path);
        server { listen 127.0.0.1:\(port); \(secure) location / { return 200 "ok\\n"; } }
      }
      """
    guard let file = try? folder.write(configuration, to: "nginx.conf") else { return nil }
    let process = BesideProcess("exec nginx -p \(path) -c \(file)")
    var isListening = false
    for _ in 0..<1_000 where !isListening {
      poll(nil, 0, 10)
      isListening = canConnect(to: port) && (certificate == nil || canConnect(to: securePort))
    }
    return Started(
      port: port,
      securePort: securePort,
      folder: folder,
      process: process,
      isListening: isListening
    )
  }
}

/// Whether somebody listens on a port of 127.0.0.1.
package func canConnect(to port: UInt16) -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  return unsafe withUnsafePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      unsafe connect(descriptor, generic, size) == 0
    }
  }
}
