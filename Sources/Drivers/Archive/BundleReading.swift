package import BundleFormat
package import Posix
package import Proving

/// Reads a bundle from a file and says what it proves, with the system's library.
package enum BundleReading {
  /// How many bytes are read at once.
  private static let chunk = 1 << 20

  /// Verifies a file to its end, or to the line from which on it is refused.
  ///
  /// - Parameters:
  ///   - key: A key that the reader knows to be the store's.
  ///   - progress: Told how many bytes are read.
  /// - Throws: `failed` when the file can't be read; what is wrong with it is in the verdict.
  package static func verify(
    _ file: borrowing FileHandle,
    trusting key: VerifierKey?,
    progress: (Int) -> Void = { _ in }
  ) throws(ArchiveError) -> BundleVerdict {
    var verifier = try verifier(trusting: key)
    var count = 0
    while true {
      let bytes: [UInt8]
      do throws(Errno) {
        bytes = try file.read(upTo: chunk)
      } catch {
        throw .failed("read the bundle", error)
      }
      if bytes.isEmpty || verifier.isRefused { return verifier.finish() }
      verifier.take(bytes)
      count += bytes.count
      progress(count)
    }
  }

  static func verifier(
    trusting key: VerifierKey?
  ) throws(ArchiveError) -> BundleVerifier<LibraryDigest, LibrarySignatures> {
    BundleVerifier(
      trusted: key,
      LibrarySignatures(),
      try LibraryDigest(),
      LibraryHasher(try LibraryDigest())
    )
  }
}
