import Chronology
import Posix
import StoreFormat
import TestKit
import Testing

@testable import Proving

@Suite(.timeLimit(.minutes(20))) struct TimeStampTests {
  private let hash = Hash(bytes: SHA256.hash(Array("checkpoint".utf8))) ?? .zero

  private func request(_ nonce: UInt8 = 7) -> TimeStampRequest {
    TimeStampRequest(hash, nonce: [UInt8](repeating: nonce, count: 8))
  }

  @Test func `a request is written as RFC 3161 has it`() {
    let nonce: [UInt8] = [0xFF, 2, 3, 4, 5, 6, 7, 8]
    let bytes = TimeStampRequest(hash, nonce: nonce).encoded
    let expected: [UInt8] =
      [0x30, 0x43, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0D, 0x06, 0x09]
      + [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20]
      + hash.bytes + [0x02, 0x08, 0x7F, 2, 3, 4, 5, 6, 7, 8, 0x01, 0x01, 0xFF]
    #expect(bytes == expected)
  }

  @Test func `an authority's answer is read and held against the request`() throws {
    let authority = try #require(TimeStampAuthority())
    let request = request()
    let bytes = try #require(authority.answer(request.encoded))
    let reply = try TimeStampReply(decoding: bytes)
    try reply.check(request)
    #expect(reply.hash == hash && reply.nonce == request.nonce)
    let now = Instant(nanoseconds: SystemClocks.realtime())
    #expect((reply.time - now).nanoseconds.magnitude < 3_600_000_000_000)
    #expect(throws: TimeStampError.otherNonce) { try reply.check(self.request(9)) }
    let other = TimeStampRequest(.zero, nonce: request.nonce)
    #expect(throws: TimeStampError.otherHash) { try reply.check(other) }
    for length in 0..<bytes.count {
      #expect(throws: TimeStampError.malformed) {
        _ = try TimeStampReply(decoding: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: TimeStampError.malformed) { _ = try TimeStampReply(decoding: bytes + [0]) }
    // Whatever is changed, it is read or refused.
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      _ = try? TimeStampReply(decoding: changed)
    }
  }

  @Test func `an authority that refuses is told from nonsense`() throws {
    // PKIStatusInfo with status 2, rejection.
    #expect(throws: TimeStampError.refused) {
      _ = try TimeStampReply(decoding: [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02])
    }
    let authority = try #require(TimeStampAuthority())
    // It is no request: openssl answers it with a refusal.
    if let answer = authority.answer([0x30, 0x00]) {
      #expect(throws: TimeStampError.refused) { _ = try TimeStampReply(decoding: answer) }
    }
    for bytes in [[], [0x30], [0x30, 0x80, 0, 0], [0x30, 0x85, 1, 1, 1, 1, 1], [0x1F, 0x00]]
      as [[UInt8]]
    {
      #expect(throws: TimeStampError.malformed) { _ = try TimeStampReply(decoding: bytes) }
    }
  }
}
