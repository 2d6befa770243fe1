import Posix
import Storage

extension StoreVerifier {
  /// Notes a file that is damaged, or can't be read because of what it is, so that all others are
  /// verified nevertheless; each once.
  ///
  /// - Throws: `error` itself, where it isn't of one file, such as no permission or too many open files.
  mutating func noteUnreadable(_ error: ArchiveError) throws(ArchiveError) {
    let finding: Verification.Finding
    switch error {
    case .damaged(let path, let reason):
      finding = .init(kind: .damaged, text: "\(path) (\(reason)): restore it from a backup")
    case .failed(let action, let cause), .store(.failed(let action, let cause)):
      guard let words = cause.ofOneFile else { throw error }
      finding = .init(kind: .damaged, text: "can't \(action): \(words)")
    default: throw error
    }
    if !result.findings.contains(finding) { result.findings.append(finding) }
  }
}

extension Errno {
  /// What is wrong with a file that can't be read, and what to do; nil where others can't be either.
  fileprivate var ofOneFile: String? {
    switch self {
    case .noSuchFile: "it was removed meanwhile: restore it from a backup"
    case .noSuchDevice, .isDirectory:
      "it is no file, but a folder, a pipe or a device: move it out of the store, and restore the file"
        + " from a backup"
    case .isLink:
      "it is no file, but a link: move it out of the store, and restore the file from a backup"
    case .fileTooLarge: "it is longer than any file of constat: restore it from a backup"
    case .inputOutput: "\(withAdvice); restore the file from a backup"
    default: nil
    }
  }
}
