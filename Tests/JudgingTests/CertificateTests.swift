import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// A certificate that is valid from a day before the story to `ends` seconds into it.
func certificate(_ number: UInt8, ends: Int64, fault: Cause? = nil) -> ServedCertificate {
  ServedCertificate(
    Certificate(
      sha256: [UInt8](repeating: number, count: 32),
      ends: at(ends + 86_400),
      chainStarts: at(-86_400),
      chainEnds: at(ends),
      subject: "CN=shop.example",
      issuer: "CN=R\(number),O=Test"
    ),
    fault: fault
  )
}

/// An objective by which certificates must be valid for `seconds` more.
func certificates(_ seconds: Int64, share: String = "100", over window: WindowRule = .month) throws
  -> Objective
{
  Objective(
    id: "certificates",
    service: "shop",
    indicator: .certificateValidity(
      CertificateTerms(atLeast: .seconds(seconds), share: try percent(share))
    ),
    window: window
  )
}

@Suite struct CertificateTests {
  /// A change of the certificate: when the one before and when this one was met, and what it is.
  typealias Change = (lastBefore: Int64, met: Int64, served: ServedCertificate)

  private func judge(
    _ objective: Objective,
    _ changes: [Change],
    _ letters: String = "GGGGGGGGGGG"
  ) throws -> Judge {
    var judge = try JudgingTests.judge([objective], nil, samples(letters))
    for change in changes {
      judge.take(
        change.served,
        of: series,
        since: at(change.met),
        lastBefore: at(change.lastBefore)
      )
    }
    return judge
  }

  private func standing(
    _ objective: Objective,
    _ changes: [Change],
    _ letters: String = "GGGGGGGGGGG"
  ) throws -> Standing {
    let judge = try judge(objective, changes, letters)
    return judge.standing(of: judge.promises[0], in: .fixed(span(0, 600)), at: at(600))
  }

  @Test func `One that is valid for long enough all the time keeps the promise`() throws {
    let found = try standing(certificates(100), [(0, 0, certificate(1, ends: 700))])
    #expect(found.verdict == .met && found.state == .ok)
    #expect(found.time.high == 0 && found.time.unknown == 0)
    #expect(found.time.elapsed == 600_000)
  }

  @Test func `It is no good from exactly so long before its end`() throws {
    let found = try standing(certificates(100), [(0, 0, certificate(1, ends: 400))])
    // Between samples as at them: nothing is left open.
    #expect(found.time.low == 300_000)
    #expect(found.time.estimate == 300_000 && found.time.high == 300_000)
    #expect(found.verdict == .missed && found.state == .breached)
    let half = try standing(
      certificates(100, share: "50"),
      [(0, 0, certificate(1, ends: 400))]
    )
    #expect(half.verdict == .met)
  }

  @Test func `One that is refused is no good, whatever its dates say`() throws {
    let found = try standing(
      certificates(0),
      [(0, 0, certificate(1, ends: 99_999, fault: .tlsName))]
    )
    #expect(found.time.low == 600_000)
    #expect(found.verdict == .missed)
  }

  @Test func `A renewal lies between the two attempts that met different ones`() throws {
    // No good from 200 on; renewed between 300 and 360.
    let changes: [Change] = [
      (0, 0, certificate(1, ends: 300)), (300, 360, certificate(2, ends: 9_999)),
    ]
    let found = try standing(certificates(100), changes)
    #expect(found.time.low == 100_000)
    #expect(found.time.estimate == 130_000)
    #expect(found.time.high == 160_000)
    // Where neither is any good, the change leaves nothing open.
    let worse = try standing(
      certificates(100),
      [(0, 0, certificate(1, ends: 300)), (300, 360, certificate(2, ends: 350))]
    )
    #expect(worse.time.low == 400_000 && worse.time.high == 400_000)
  }

  @Test func `What was met long ago holds until shortly before another is met`() throws {
    let found = try standing(
      certificates(0),
      [(0, 0, certificate(1, ends: 60)), (0, 480, certificate(2, ends: 9_999))],
      "GBBBBBBBGGG"
    )
    // A sample vouches for 90 s.
    #expect(found.time.low == 330_000)
    #expect(found.time.high == 420_000)
  }

  @Test func `Nothing is known before the first was met, nor while nobody looked`() throws {
    let late = try standing(certificates(0), [(120, 120, certificate(1, ends: 9_999))])
    #expect(late.time.unknown == 120_000)
    #expect(late.verdict == .undetermined)
    let none = try standing(certificates(0), [])
    #expect(none.time.unknown == 600_000 && none.verdict == .undetermined)
    #expect(none.coverage.part == 0)
    // Samples vouch for 90 s on both sides of a silence of 300 s.
    let silent = try standing(
      certificates(0),
      [(0, 0, certificate(1, ends: 9_999))],
      "GGG    GGGG"
    )
    #expect(silent.time.unknown > 0 && silent.time.high == 0)
    #expect(silent.verdict == .undetermined)
  }

  @Test func `It is at risk in the week before, and not before that`() throws {
    let week: Int64 = 7 * 86_400
    func state(_ ends: Int64) throws -> Standing {
      let judge = try judge(certificates(0), [(0, 0, certificate(1, ends: ends))])
      return judge.standing(of: judge.promises[0], in: .fixed(span(0, 99 * 86_400)), at: at(600))
    }
    let soon = try state(600 + week)
    #expect(soon.state == .atRisk)
    #expect(soon.exhaustion == at(600 + week))
    #expect(soon.reason == .unrenewed(.days(7)))
    #expect(try state(601 + week).state == .ok)
  }

  @Test func `The one in force last is told, with who issued it`() throws {
    let judge = try judge(
      certificates(100),
      [(0, 0, certificate(1, ends: 300)), (300, 360, certificate(2, ends: 9_999))]
    )
    let promise = judge.promises[0]
    let whole = judge.standing(of: promise, in: .fixed(span(0, 600)), at: at(600))
    let last = try #require(judge.certificates(of: promise, by: whole).first)
    #expect(last.served == certificate(2, ends: 9_999))
    #expect(last.since == at(360) && last.goodUntil == at(9_899))
    let first = judge.standing(of: promise, in: .fixed(span(0, 180)), at: at(600))
    #expect(judge.certificates(of: promise, by: first).first?.served == certificate(1, ends: 300))
    let other = try JudgingTests.judge([availability("99")])
    #expect(other.certificates(of: other.promises[0], by: whole).isEmpty)
  }

  @Test func `Every second of it is accounted for`() throws {
    let judge = try judge(certificates(100), [(60, 60, certificate(1, ends: 400))])
    let account = try #require(
      judge.account(of: judge.promises[0], in: .fixed(span(0, 600)), at: at(600))
    )
    #expect(
      account.stretches.map(\.interval) == [span(0, 60), span(60, 300), span(300, 600)]
    )
    #expect(account.stretches.map(\.counted) == [.up, .up, .proved])
    #expect(account.stretches.first?.unknown == 1)
    let check = try storefront
    #expect(account.stretches.last?.checks == [check])
  }

  @Test func `More changes than are kept leave the time before unknown`() throws {
    var log = CertificateLog()
    for number in 0...CertificateLog.limit {
      let met = at(Int64(number) * 10)
      log.take(
        CertificateLog.Entry(lastBefore: met, met: met, served: certificate(1, ends: 99_999_999))
      )
    }
    #expect(log.entries.count == CertificateLog.limit)
    let told = log.timeline(in: span(0, 100), for: .zero, unwatched: IntervalSet())
    #expect(told.unknown == IntervalSet([span(0, 10)]))
    log.forget(before: at(35))
    #expect(log.entries.first?.met == at(30))
  }
}
