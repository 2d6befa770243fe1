import Proving
import TestKit
import Testing

@Suite struct Base64Tests {
  // Source: RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of RFC 4648 hold`(_ plain: String, _ text: String) {
    #expect(Base64.text(Array(plain.utf8)) == text)
    #expect(Base64.bytes(text) == Array(plain.utf8))
  }

  @Test func `all bytes come back as they were`() {
    var random = SplitMix64(seed: 1)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      #expect(Base64.bytes(Base64.text(bytes)) == bytes)
    }
    #expect(Base64.text([251, 255, 191]) == "+/+/")
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "=Zg=", "Z===", "====", "Zm9v\n", " Zm9v", "Zm 9v", "Zm9v====",
    "Zg==Zg==", "Zm-v", "Zm_v", "Zh==", "Zm9=", "Zg=A", "é===", "Zm8\u{0}",
  ])
  func `anything but the one text of the bytes is refused`(text: String) {
    #expect(Base64.bytes(text) == nil)
  }

  @Test func `of all texts of four letters exactly one stands for each byte`() {
    var found: [[UInt8]: Int] = [:]
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for first in letters {
      for second in letters {
        if let bytes = Base64.bytes("\(first)\(second)==") { found[bytes, default: 0] += 1 }
      }
    }
    #expect(found.count == 256 && found.values.allSatisfy { $0 == 1 })
  }
}
