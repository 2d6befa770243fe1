import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

@Suite struct BoundingSamplesTests {
  private static let letters = "GGGBBBGGGG"
  /// A sample a minute, and a void one between two of them.
  private static let all = samples(letters) + [sample(210, "V")]

  private func account() throws -> TimeAccount {
    let facts = try judge([availability("99")], nil, samples(Self.letters))
    return try #require(
      facts.account(of: facts.promises[0], in: .fixed(span(0, 540)), at: at(540))
    )
  }

  private func search(
    _ account: TimeAccount,
    _ samples: [Sample],
    by rules: [ResponsibilityRule] = []
  ) throws -> BoundingSamples {
    var search = BoundingSamples(of: account.stretches, by: Responsibilities(rules))
    for sample in samples { search.take(sample, of: try storefront) }
    return search
  }

  @Test func `a stretch lies between the samples around it`() throws {
    let account = try account()
    let search = try search(account, Self.all)
    let proved = try #require(account.stretches.first { $0.seen == .proved })
    let found = try #require(search.evidence(of: proved).first)
    #expect(found.before?.start == at(180))
    #expect(found.last?.start == at(240))
    #expect(found.after?.start == at(300))
    #expect(found.inside[SeenKind(.down, .connectTimeout)] == 2)
    #expect(found.inside[SeenKind(.void, .localRoute)] == 1)
    let doubtful = try #require(account.stretches.first { $0.seen == .possible })
    let edge = try #require(search.evidence(of: doubtful).first)
    #expect(edge.before?.start == at(120))
    #expect(edge.after?.start == at(180))
    #expect(edge.last == nil)
  }

  @Test func `the order in which samples are read doesn't matter`() throws {
    let account = try account()
    let ascending = try search(account, Self.all)
    let descending = try search(account, Self.all.reversed())
    for stretch in account.stretches {
      #expect(ascending.evidence(of: stretch) == descending.evidence(of: stretch))
    }
  }

  @Test func `a failure of another party's bounds nothing`() throws {
    let account = try account()
    let rules = [ResponsibilityRule(.cause(.connectTimeout), .customer)]
    let search = try search(account, Self.all, by: rules)
    let proved = try #require(account.stretches.first { $0.seen == .proved })
    let found = try #require(search.evidence(of: proved).first)
    #expect(found.before?.start == at(120))
    #expect(found.inside[SeenKind(.void, .connectTimeout)] == 2)
  }

  @Test func `samples are wanted only of what was not up`() throws {
    let account = try account()
    let search = BoundingSamples(of: account.stretches, by: Responsibilities())
    #expect(search.checks == [try storefront])
    #expect(search.hull == span(120, 360))
    let quiet = BoundingSamples(
      of: account.stretches.filter(\.isUp),
      by: Responsibilities()
    )
    #expect(quiet.hull == nil)
  }

  @Test func `around an instant the latest three are kept, and the next`() throws {
    var around = SamplesAround(at(300))
    for sample in samples(Self.letters).shuffled() { around.take(sample, of: try storefront) }
    #expect(
      around.samples(of: try storefront).map(\.start) == [at(180), at(240), at(300), at(360)]
    )
  }
}
