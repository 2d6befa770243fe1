import Cares
import Curl
import Glibc
import Posix
import Sampling
import TestKit
import Testing

@testable import Probing

@Suite struct CauseMappingTests {
  @Test(
    arguments: [
      (ECONNREFUSED, Cause.connectRefused), (ETIMEDOUT, .connectTimeout),
      (ECONNRESET, .connectionReset), (EHOSTUNREACH, .unreachable), (ENETUNREACH, .unreachable),
      (EMFILE, .localDescriptors), (ENFILE, .localDescriptors), (ENOMEM, .localMemory),
      (ENOBUFS, .localMemory), (EADDRNOTAVAIL, .localRoute), (EAFNOSUPPORT, .localRoute),
      (EACCES, .localFault), (EPERM, .localFault), (0, .localFault),
    ]
  )
  func `An errno of a connect has its cause`(_ code: Int32, _ cause: Cause) {
    #expect(CauseMapping.cause(of: Errno(rawValue: code), hasRoute: true) == cause)
  }

  @Test func `Unreachable without a route of ours is our fault`() {
    for error in [Errno.hostUnreachable, .networkUnreachable] {
      #expect(CauseMapping.cause(of: error, hasRoute: false) == .localRoute)
    }
  }

  @Test(
    arguments: [
      ENETUNREACH, EHOSTUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL, EADDRINUSE, EAGAIN,
      EAFNOSUPPORT,
      EINVAL, EACCES, EPERM, ECONNREFUSED, ETIMEDOUT, 0,
    ]
  )
  func `No address that the target chose is our fault by itself`(_ code: Int32) {
    for hasRoute in [false, true] {
      let cause = CauseMapping.cause(
        of: Errno(rawValue: code),
        hasRoute: hasRoute,
        choice: CauseMapping.TargetsChoice()
      )
      #expect(!cause.isLocal)
    }
  }

  @Test func `What we lack is our fault, whoever chose the address`() {
    func cause(_ code: Int32, _ choice: CauseMapping.TargetsChoice) -> Cause {
      CauseMapping.cause(of: Errno(rawValue: code), hasRoute: false, choice: choice)
    }
    let lost = CauseMapping.TargetsChoice(isWayLost: true)
    #expect(cause(ENETUNREACH, lost) == .localRoute)
    #expect(cause(EADDRNOTAVAIL, lost) == .localRoute)
    let gone = CauseMapping.TargetsChoice(arePortsGone: true)
    #expect(cause(EADDRNOTAVAIL, gone) == .localRoute)
    #expect(cause(ENETUNREACH, gone) == .unreachable)
    let well = CauseMapping.TargetsChoice()
    #expect(cause(EMFILE, well) == .localDescriptors)
    #expect(cause(ENOBUFS, well) == .localMemory)
  }

  @Test func `A redirect that libcurl can't follow is no fault of ours`() {
    for result in [TransferResult.malformedURL, .couldntResolveHost] {
      var transfer = CauseMapping.Transfer(result: result)
      #expect(CauseMapping.cause(of: transfer) == .localFault)
      transfer.isRedirected = true
      #expect(CauseMapping.cause(of: transfer) == .expectation)
    }
  }

  @Test(
    arguments: [
      (TransferResult.partialFile, Cause.truncated), (.gotNothing, .truncated),
      (.weirdServerReply, .protocol), (.http2Stream, .protocol), (.tlsConnectError, .tlsProtocol),
      (.tooManyRedirects, .redirectLoop), (.outOfMemory, .localMemory),
      (.caFileUnusable, .localFault), (.writeError, .protocol),
      (.clientCertificateMissing, .tlsProtocol),
      (TransferResult(rawValue: 9_999), .localFault),
    ]
  )
  func `A result of libcurl has its cause`(_ result: TransferResult, _ cause: Cause) {
    #expect(CauseMapping.cause(of: CauseMapping.Transfer(result: result)) == cause)
  }

  @Test(
    arguments: [
      (9, Cause.tlsNotYetValid), (10, .tlsExpired), (0, .tlsName), (1, .tlsName), (62, .tlsName),
      (18, .tlsUntrusted), (19, .tlsUntrusted), (20, .tlsUntrusted), (24, .tlsUntrusted),
    ]
  )
  func `OpenSSL's verification result decides`(_ code: Int, _ cause: Cause) {
    let transfer = CauseMapping.Transfer(result: .peerFailedVerification, verifyResult: code)
    #expect(CauseMapping.cause(of: transfer) == cause)
  }

  @Test func `A time-out depends on the phase that was reached`() {
    var transfer = CauseMapping.Transfer(result: .timedOut, isSecure: true)
    #expect(CauseMapping.cause(of: transfer) == .connectTimeout)
    transfer.isConnected = true
    #expect(CauseMapping.cause(of: transfer) == .tlsTimeout)
    transfer.isSecured = true
    #expect(CauseMapping.cause(of: transfer) == .readTimeout)
  }

  @Test func `A loop without descriptors says so, and nothing of certificates`() async {
    await #expect(processExitsWith: .success) {
      // The descriptors that are free, the lowest first; there may be some in use between them, a few of
      // which the test runner's own threads close or open meanwhile: hence the counts between.
      let free = (0..<20).map { _ in dup(0) }
      for descriptor in free { close(descriptor) }
      func start(isSecure: Bool, with count: Int) -> ProbingError? {
        let highest = count == 0 ? free[0] - 1 : free[count - 1]
        var limit = rlimit(rlim_cur: rlim_t(highest + 1), rlim_max: 4_096)
        _ = unsafe setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
        do throws(ProbingError) {
          _ = try ProbeLoop(LoopSettings(isSecure: isSecure)) { _ in }
          return nil
        } catch {
          return error
        }
      }
      for isSecure in [false, true] {
        for count in 0..<20 {
          let error = start(isSecure: isSecure, with: count)
          if count < 9 { #expect(error != nil) }
          if count > 15 { #expect(error == nil) }
          guard let error else { continue }
          #expect(error == .system(.processDescriptors))
          #expect(error.description.contains("LimitNOFILE="))
        }
      }
    }
  }

  @Test func `A full descriptor table is our fault, in a process of its own`() async {
    await #expect(processExitsWith: .success) {
      let server = StreamServer { $0.waitForClose() }
      let bench = try LoopBench()
      let web = try #require(WebAddress("http://127.0.0.1:\(server.port)/"))
      let probes = [
        try bench.prepare(tcp(server.port)), try bench.prepare(.http(HTTPProbe(address: web))),
        try bench.prepare(tcp(1, host: "www.acme.example")),
      ]
      var limit = rlimit(rlim_cur: 0, rlim_max: 4_096)
      _ = unsafe setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
      let finished = bench.run(probes)
      #expect(finished.count == 3)
      #expect(finished.allSatisfy { $0.outcome == .void })
      #expect(finished.allSatisfy { $0.cause == .localDescriptors })
    }
  }
}
