import ConfigFile
import Sampling
import StoreFormat

/// The text of an agreement by which is judged, for a bundle.
struct AgreementText {
  /// The file's bytes; nil if they can't be shown.
  let bytes: [UInt8]?
  /// Why they can't, as a sentence goes on behind a colon.
  let absence: String?

  /// Reads the file that the configuration names.
  ///
  /// - Parameter sha256: Of the text by which is judged, in hexadecimal.
  init(at path: String?, sha256: String, files: FileAccess = .disk) {
    guard let path else {
      (bytes, absence) = (nil, "the configuration names no file of it any more")
      return
    }
    switch files.read(path, FileAccess.documentLimit) {
    case .failure(let trouble): (bytes, absence) = (nil, "\(path): \(trouble.message)")
    case .success(let found) where Hexadecimal.text(SHA256.hash(found)) != sha256:
      (bytes, absence) = (nil, "\(path) has changed since it was read")
    case .success(let found): (bytes, absence) = (found, nil)
    }
  }
}
