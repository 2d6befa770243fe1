import ConfigFile
import Sampling
import StoreFormat
import Testing

@testable import Console

@Suite struct AgreementTextTests {
  /// One file of so many bytes.
  private func files(_ count: Int) -> FileAccess {
    FileAccess(
      read: { path, limit in
        if path != "a.yaml" { return .failure(.missing) }
        return count > limit
          ? .failure(.size(limit: limit)) : .success([UInt8](repeating: 32, count: count))
      },
      names: { _ in .success([]) }
    )
  }

  private func hash(_ count: Int) -> String {
    Hexadecimal.text(SHA256.hash([UInt8](repeating: 32, count: count)))
  }

  @Test(arguments: [100, 2 << 20, 4 << 20])
  func `a text that the configuration takes is taken`(_ count: Int) {
    let text = AgreementText(at: "a.yaml", sha256: hash(count), files: files(count))
    #expect(text.bytes?.count == count && text.absence == nil)
  }

  @Test func `why a text can't be shown is said`() {
    let long = AgreementText(at: "a.yaml", sha256: "", files: files(5 << 20))
    #expect(long.bytes == nil && long.absence == "a.yaml: the file is larger than 4 MiB")
    let other = AgreementText(at: "a.yaml", sha256: hash(9), files: files(8))
    #expect(other.bytes == nil && other.absence == "a.yaml has changed since it was read")
    let missing = AgreementText(at: "b.yaml", sha256: hash(9), files: files(8))
    #expect(missing.absence == "b.yaml: there is no such file")
    #expect(AgreementText(at: nil, sha256: "").absence?.contains("names no file") == true)
  }
}
