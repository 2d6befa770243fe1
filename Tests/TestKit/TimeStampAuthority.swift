import Posix

/// A time-stamping authority (RFC 3161) of one test's own: `openssl ts`.
package final class TimeStampAuthority: Sendable {
  private let folder: Scratch
  /// The authority's own certificate, as a PEM file.
  package var certificate: String { "\(folder.path)/tsa.pem" }

  /// Makes an authority; nil if `openssl` isn't there or fails.
  package init?() {
    guard let folder = try? Scratch() else { return nil }
    self.folder = folder
    let path = folder.path
    let configuration =
      """
      [tsa]
      default_tsa = own
      [own]
      dir = \(path)
      serial = \(path)/serial
      signer_cert = \(path)/tsa.pem
      signer_key = \(path)/tsa.key
      signer_digest = sha256
      default_policy = 1.2.3.4.1
      digests = sha256
      accuracy = secs:1
      ess_cert_id_alg = sha256
      """
    guard (try? folder.write(configuration, to: "tsa.cnf")) != nil else { return nil }
    let made = BesideProcess.run(
      """
      cd \(path) && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
      -keyout tsa.key -out tsa.pem -subj '/CN=Test stamps' -days 30 \
      -addext 'extendedKeyUsage=critical,timeStamping'
      """
    )
    if !made { return nil }
  }

  /// The answer to a request; nil if `openssl` fails.
  package func answer(_ request: [UInt8]) -> [UInt8]? {
    let path = folder.path
    guard (try? folder.write(request, to: "request.tsq")) != nil,
      BesideProcess.run(
        "cd \(path) && openssl ts -reply -config tsa.cnf -queryfile request.tsq -out reply.tsr"
      )
    else { return nil }
    return try? FileHandle(opening: folder.file("reply.tsr"), .readOnly).read(1 << 20, at: 0)
  }

  /// Whether `openssl ts -verify` believes an answer over some bytes.
  package func isValid(_ reply: [UInt8], of data: [UInt8]) -> Bool {
    guard (try? folder.write(reply, to: "check.tsr")) != nil,
      (try? folder.write(data, to: "check.data")) != nil
    else { return false }
    return BesideProcess.run(
      """
      cd \(folder.path) && openssl ts -verify -data check.data -in check.tsr -CAfile tsa.pem
      """
    )
  }
}
