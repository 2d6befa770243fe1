import TestKit
import Testing

@testable import Crypto

@Suite struct Ed25519Tests {
  struct Vector: Sendable {
    let seed: String
    let publicKey: String
    let message: String
    let signature: String
  }

  // Source: RFC 8032, section 7.1: TEST 1, TEST 2, TEST 3 and TEST SHA(abc).
  static let vectors = [
    Vector(
      seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      message: "",
      signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    Vector(
      seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      message: "72",
      signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    Vector(
      seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      message: "af82",
      signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
    Vector(
      seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
      publicKey: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
      message: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      signature: "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    ),
  ]

  private func bytes(_ text: String) -> [UInt8] {
    stride(from: 0, to: text.utf8.count, by: 2).map { offset in
      let start = text.index(text.startIndex, offsetBy: offset)
      return UInt8(text[start..<text.index(start, offsetBy: 2)], radix: 16) ?? 0
    }
  }

  @Test(arguments: vectors)
  func `the vectors of RFC 8032 hold`(vector: Vector) throws {
    let key = try SigningKey(seed: bytes(vector.seed))
    #expect(try key.publicKey() == bytes(vector.publicKey))
    #expect(try key.seed() == bytes(vector.seed))
    #expect(try key.sign(bytes(vector.message)) == bytes(vector.signature))
    let verifier = try VerifyingKey(bytes(vector.publicKey))
    #expect(try verifier.isValid(bytes(vector.signature), of: bytes(vector.message)))
  }

  @Test(arguments: vectors)
  func `a signature with any bit changed is not valid`(vector: Vector) throws {
    let verifier = try VerifyingKey(bytes(vector.publicKey))
    let signature = bytes(vector.signature)
    for bit in 0..<512 {
      var changed = signature
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(try !verifier.isValid(changed, of: bytes(vector.message)), "bit \(bit)")
    }
    #expect(try !verifier.isValid(signature, of: bytes(vector.message) + [0]))
    #expect(try !verifier.isValid(signature + [0], of: bytes(vector.message)))
    #expect(try !verifier.isValid([], of: bytes(vector.message)))
  }

  @Test func `a signature with the order of the curve added to it is not valid`() throws {
    // RFC 8032, section 5.1.7: S must be less than L, or every signature had several forms.
    let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    let vector = Self.vectors[1]
    var signature = bytes(vector.signature)
    var carry = 0
    for index in 0..<32 {
      carry += Int(signature[32 + index]) + Int(order[index])
      signature[32 + index] = UInt8(carry & 255)
      carry >>= 8
    }
    let verifier = try VerifyingKey(bytes(vector.publicKey))
    #expect(try !verifier.isValid(signature, of: bytes(vector.message)))
  }

  @Test func `a new key signs what its public key verifies, and no other does`() throws {
    let first = try SigningKey.generate()
    let second = try SigningKey.generate()
    let message = Array("the record".utf8)
    let signature = try first.sign(message)
    #expect(try VerifyingKey(first.publicKey()).isValid(signature, of: message))
    #expect(try !VerifyingKey(second.publicKey()).isValid(signature, of: message))
    #expect(try first.seed() != second.seed())
    #expect(try SigningKey(seed: first.seed()).publicKey() == first.publicKey())
  }

  @Test(arguments: [0, 31, 33]) func `a key of another length is refused`(count: Int) {
    let bytes = [UInt8](repeating: 1, count: count)
    #expect(throws: CryptoError.self) { _ = try SigningKey(seed: bytes).publicKey() }
    #expect(throws: CryptoError.self) { _ = try VerifyingKey(bytes).isValid([], of: []) }
  }

  @Test func `an error names the call and what libcrypto says`() {
    do throws(CryptoError) {
      _ = try SigningKey(seed: [1]).publicKey()
      Issue.record("taken")
    } catch {
      #expect(error.call == "EVP_PKEY_new_raw_private_key")
      #expect(error.code != 0 && error.description.contains("error:"))
      // The thread's queue of errors is empty again.
      #expect(CryptoError("next").code == 0)
      #expect(CryptoError("next").description == "next")
    }
  }

  @Test func `a signature that was not valid leaves no error for the next call`() throws {
    let vector = Self.vectors[0]
    let verifier = try VerifyingKey(bytes(vector.publicKey))
    #expect(try !verifier.isValid([UInt8](repeating: 255, count: 64), of: []))
    #expect(CryptoError("next").code == 0)
  }
}
