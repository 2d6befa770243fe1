import Chronology
import Events

/// What has been said of the certificates of one check.
///
/// Limit: ``limit`` certificates; of one that was forgotten it is said again.
struct CertificateMarks: Hashable, Sendable {
  /// What has been said of one certificate.
  private struct Said: Hashable, Sendable {
    let mark: String
    /// The shortest time left that was said, in ms.
    var threshold = Int64.max
    var isExpired = false
  }

  /// Of how many certificates it is known.
  static let limit = 8

  /// The latest change, by when it was met, in ms.
  private var changed = Int64.min
  private var said: [Said] = []

  /// Notes that `kind` is said of the certificate `mark`; false if it, or more, was before.
  @discardableResult
  mutating func note(_ kind: EventKind, of mark: String, _ number: Int64) -> Bool {
    if kind == .certificateChanged {
      guard number > changed else { return false }
      changed = number
      return true
    }
    let index = index(of: mark)
    if kind == .certificateExpired {
      defer { said[index].isExpired = true }
      return !said[index].isExpired
    }
    guard number < said[index].threshold, !said[index].isExpired else { return false }
    said[index].threshold = number
    return true
  }

  private mutating func index(of mark: String) -> Int {
    if let index = said.firstIndex(where: { $0.mark == mark }) { return index }
    if said.count == CertificateMarks.limit { said.removeFirst() }
    said.append(Said(mark: mark))
    return said.count - 1
  }
}
