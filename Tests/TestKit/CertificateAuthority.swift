import Posix

/// An authority of one test's own, and the certificates that it gave out, made by `openssl`.
package final class CertificateAuthority: Sendable {
  /// When a certificate is valid.
  package enum Validity: Sendable {
    /// Now.
    case current
    /// In January 2020.
    case past
    /// From 2100 on.
    case future
    /// From 2020 on, and for ever: until 9999-12-31.
    case endless

    var dates: String {
      switch self {
      case .current: "-startdate 20200101000000Z -enddate 20991231000000Z"
      case .past: "-startdate 20200101000000Z -enddate 20200201000000Z"
      case .future: "-startdate 21000101000000Z -enddate 21010101000000Z"
      case .endless: "-startdate 20200101000000Z -enddate 99991231235959Z"
      }
    }
  }

  private let folder: Scratch
  /// The authority's own certificate, as a PEM file.
  package var certificate: String { "\(folder.path)/ca.pem" }

  /// Makes an authority; nil if `openssl` isn't there or fails.
  package init?() {
    guard let folder = try? Scratch() else { return nil }
    self.folder = folder
    let path = folder.path
    let configuration =
      """
      [ca]
      default_ca = own
      [own]
      database = \(path)/index
      new_certs_dir = \(path)
      serial = \(path)/serial
      default_md = sha256
      policy = any
      copy_extensions = copy
      unique_subject = no
      [any]
      commonName = supplied
      """
    do throws(Errno) {
      try folder.write(configuration, to: "ca.cnf")
      try folder.write("", to: "index")
      try folder.write("01\n", to: "serial")
    } catch {
      return nil
    }
    let made = BesideProcess.run(
      """
      cd \(path) && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
      -keyout ca.key -out ca.pem -subj '/CN=Test authority' -days 30
      """
    )
    if !made { return nil }
  }

  /// Gives a certificate out for an alternative name such as `IP:127.0.0.1` or `DNS:a.example`.
  ///
  /// - Returns: The paths of certificate and key; nil if `openssl` fails.
  package func issue(
    for name: String,
    _ validity: Validity = .current
  ) -> (chain: String, key: String)? {
    let path = folder.path
    let made = BesideProcess.run(
      """
      cd \(path) && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
      -keyout leaf.key -out leaf.csr -subj '/CN=leaf' -addext 'subjectAltName=\(name)' && \
      openssl ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -in leaf.csr \
      -out leaf.pem \(validity.dates)
      """
    )
    return made ? ("\(path)/leaf.pem", "\(path)/leaf.key") : nil
  }

  /// The SHA-256 of a certificate, by `openssl`: the one issued last is `leaf.pem`; nil if that fails.
  package func sha256(of name: String) -> String? {
    let path = folder.path
    let made = BesideProcess.run(
      "cd \(path) && openssl x509 -in \(name) -outform der | sha256sum | cut -c1-64 > sum"
    )
    guard made, let sum = try? folder.read("sum") else { return nil }
    return String(decoding: sum.prefix(64), as: UTF8.self)
  }
}
