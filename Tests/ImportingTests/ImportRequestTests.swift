import Importing
import Sampling
import Testing

@Suite struct ImportRequestTests {
  private static let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff"
  private static let hash = Array(0..<31) + [UInt8(255)]

  private func read(_ line: String) -> ImportRequest? { ImportRequest(header: Array(line.utf8)) }

  @Test func `the line says check, hash and file, and is read back`() throws {
    let check = try #require(CheckID("shop-web"))
    let request = ImportRequest(check: check, path: "/tmp/the march.jsonl", hash: Self.hash)
    let line = "import 1 shop-web \(Self.digits) the march.jsonl\n"
    #expect(String(decoding: request.header, as: UTF8.self) == line)
    #expect(request.hexadecimalHash == Self.digits)
    #expect(ImportRequest(header: request.header.dropLast()) == request)
  }

  @Test func `a name with control characters, or one too long, is made fit`() throws {
    let check = try #require(CheckID("a"))
    let odd = ImportRequest(check: check, path: "x/a\nb\u{1B}[2J\u{7F}é", hash: Self.hash)
    #expect(odd.name == "a?b?[2J?é")
    #expect(ImportRequest(header: odd.header.dropLast()) == odd)
    let long = String(repeating: "é", count: 600)
    let cut = ImportRequest(check: check, path: long, hash: Self.hash)
    #expect(cut.name.utf8.count == 1_024)
    #expect(ImportRequest(header: cut.header.dropLast()) == cut)
    #expect(ImportRequest(check: check, path: "/", hash: Self.hash).name == "?")
    let sparse = ImportRequest(check: check, path: "f", hash: Self.hash, allowsSparse: true)
    #expect(ImportRequest(header: sparse.header.dropLast()) == sparse)
    #expect(sparse.allowsSparse && !odd.allowsSparse)
  }

  @Test(arguments: [
    "", "import", "import 1 a \(digits)", "import 1 a \(digits) ", "import 2 a \(digits) f",
    "export 1 a \(digits) f", "import 1 A \(digits) f", "import 1  \(digits) f",
    "import 1 a \(digits.dropLast()) f", "import 1 a \(digits)0 f",
    "import 1 a \(digits.uppercased()) f", "import 1 a \(digits) /etc/f",
    "import 1 a \(digits) f\u{1B}[2J", "import 1 a \(digits) f\r",
    "import 1 a \(digits) " + String(repeating: "f", count: 1_025),
    String(repeating: "x", count: 4_096),
  ])
  func `what isn't a request is refused`(_ line: String) {
    #expect(read(line) == nil)
  }

  @Test func `bytes that aren't UTF-8 are refused`() {
    let line = Array("import 1 a \(Self.digits) f".utf8)
    #expect(ImportRequest(header: line) != nil)
    #expect(ImportRequest(header: line + [0xFF]) == nil)
  }
}
