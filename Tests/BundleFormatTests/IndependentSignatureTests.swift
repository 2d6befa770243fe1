import Crypto
import Sampling
import StoreFormat
import TestKit
import Testing

/// The Ed25519 of tools/constat-verify.py, against the RFC's vectors and against libcrypto.
@Suite struct IndependentSignatureTests {
  // Source: RFC 8032, section 7.1, TEST 1, 2, 3 and SHA(abc): public key, message, signature.
  static let vectors = [
    [
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
    [
      "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ],
  ]

  /// One line `1` or `0` for each line of key, message and signature.
  static let program = """
    import importlib.util, sys
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("verify", sys.argv[1])
    verify = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(verify)
    for line in open(sys.argv[2]):
        key, message, signature = (bytes.fromhex(word) for word in line.rstrip("\\n").split(","))
        print(int(verify.is_signature(signature, message, key)))
    """

  /// What the tool says of each key, message and signature.
  private func answers(_ triples: [[String]]) throws -> [Bool] {
    let scratch = try Scratch()
    let program = try scratch.write(Self.program, to: "program.py")
    let list = triples.map { $0.joined(separator: ",") + "\n" }.joined()
    let input = try scratch.write(list, to: "list")
    let tool = Command.quoted(IndependentVerifierTests.toolPath)
    let command = try Command("python3 \(program) \(tool) \(input)")
    try #require(command.status == 0, "\(command.output)")
    return command.output.split(separator: "\n").map { $0 == "1" }
  }

  @Test func `the vectors of RFC 8032 hold`() throws {
    #expect(try answers(Self.vectors) == [true, true, true, true])
  }

  @Test func `it says what libcrypto says, of right and wrong signatures`() throws {
    var random = SplitMix64(seed: 21)
    var triples: [[String]] = []
    var expected: [Bool] = []
    for number in 0..<200 {
      let key = try SigningKey(seed: (0..<32).map { _ in .random(in: 0...255, using: &random) })
      var message = (0..<number % 70).map { _ in UInt8.random(in: 0...255, using: &random) }
      var signature = try key.sign(message)
      var publicKey = try key.publicKey()
      let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      switch number % 5 {
      case 1: signature[.random(in: 0..<32, using: &random)] ^= bit
      case 2: signature[.random(in: 32..<64, using: &random)] ^= bit
      case 3: publicKey[.random(in: 0..<31, using: &random)] ^= bit
      case 4: message.append(bit)
      default: break
      }
      expected.append(try VerifyingKey(publicKey).isValid(signature, of: message))
      triples.append([publicKey, message, signature].map { Hexadecimal.text($0) })
    }
    #expect(expected.filter { $0 }.count == 40)
    #expect(try answers(triples) == expected)
  }

  @Test func `a signature with the order of the curve added to it is not valid`() throws {
    // RFC 8032, section 5.1.7.
    var triple = Self.vectors[1]
    let order = try #require(
      Hexadecimal.bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    )
    var signature = try #require(Hexadecimal.bytes(triple[2]))
    var carry = 0
    for index in 0..<32 {
      carry += Int(signature[32 + index]) + Int(order[index])
      signature[32 + index] = UInt8(carry & 255)
      carry >>= 8
    }
    triple[2] = Hexadecimal.text(signature)
    #expect(try answers([triple, Self.vectors[1]]) == [false, true])
  }
}
