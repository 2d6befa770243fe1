import Agreement
import Chronology
import Testing

@testable import Accounting

@Suite struct ClaimFileTests {
  private typealias Kind = Annotation.Kind
  private typealias Author = Annotation.Author

  /// The window of this file is the days 0 to 30, the next one ends on day 61; 30 days to claim.
  private static let day: Int64 = 86_400

  private static func at(_ days: Int64) -> Instant { second(days * day) }

  private let file = ClaimFile(
    of: "shop",
    window: Interval(at(0), at(30)),
    nextEnd: at(61),
    incidents: ["shop-1"],
    within: .days(30)
  )

  private func word(
    _ id: String,
    _ kind: Kind,
    _ author: Author,
    recorded: Int64,
    about start: Int64? = nil,
    told: Int64? = nil,
    to reference: String = "",
    scope: Annotation.Scope = .agreement("shop")
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      id: id,
      recorded: Self.at(recorded),
      annotation: Annotation(
        kind: kind,
        scope: scope,
        start: Self.at(start ?? recorded),
        noticed: told.map(Self.at),
        author: author,
        reason: "as agreed",
        reference: reference
      )
    )
  }

  private func claim(
    _ recorded: Int64,
    about start: Int64? = nil,
    told: Int64? = nil,
    to reference: String = "",
    scope: Annotation.Scope = .agreement("shop"),
    by author: Author = .customer
  ) -> RecordedAnnotation {
    word(
      "claim",
      .claim,
      author,
      recorded: recorded,
      about: start,
      told: told,
      to: reference,
      scope: scope
    )
  }

  private func state(_ day: Int64, _ words: [RecordedAnnotation] = [], isDue: Bool = true)
    -> ClaimState
  {
    file.state(at: Self.at(day), words, isDue: isDue)
  }

  private func said(
    _ id: String,
    _ day: Int64,
    by author: Annotation.Author = .customer,
    told: Bool = false
  ) -> ClaimWord {
    ClaimWord(annotation: id, said: Self.at(day), author: author, isNoticeTold: told)
  }

  @Test func `unclaimed: computed, claimable to the last instant, expired`() {
    #expect(file.deadline == Self.at(60))
    #expect(state(29) == .computed)
    #expect(state(30) == .claimable(until: Self.at(60)))
    #expect(state(60) == .claimable(until: Self.at(60)))
    #expect(state(61) == .expired(Self.at(60), late: nil))
    #expect(state(61, isDue: false) == .nothing)
    let open = file.state(at: Self.at(33), [], isDue: true, isFinal: false)
    #expect(open == .computed)
    let blind = file.state(at: Self.at(33), [], isDue: true, isCovered: false)
    #expect(blind == .insufficientCoverage)
  }

  @Test func `without a limit a claim never expires`() {
    let file = ClaimFile(
      of: "shop",
      window: Interval(Self.at(0), Self.at(30)),
      nextEnd: Self.at(61),
      within: nil
    )
    #expect(file.state(at: Self.at(9_000), [], isDue: true) == .claimable(until: nil))
    #expect(file.state(at: Self.at(60), [claim(60, about: 3)], isDue: true).name == "claimed")
  }

  @Test func `a claim is made when the other party was told, else when it was recorded`() {
    #expect(state(70, [claim(58)]) == .claimed(said("claim", 58)))
    #expect(state(70, [claim(62, about: 12, told: 59)]) == .claimed(said("claim", 59, told: true)))
    let late = state(70, [claim(62, about: 12, told: 61)])
    #expect(late == .expired(Self.at(60), late: said("claim", 61, told: true)))
    #expect(state(70, [claim(60, about: 12)]) == .claimed(said("claim", 60)))
    #expect(state(70, [claim(61, about: 12)]) == .expired(Self.at(60), late: said("claim", 61)))
  }

  @Test func `which window a claim is about`() {
    // In a window that was over: that one. In the next one, made in it: the one before.
    #expect(state(50, [claim(40, about: 12)]).name == "claimed")
    #expect(state(50, [claim(40)]).name == "claimed")
    // Made before the window's end, it can only be about the window before.
    #expect(state(50, [claim(20)]).name == "claimable")
    // It lies in the next window, which was over when it was made.
    #expect(state(70, [claim(65, about: 40)]).name == "expired")
    #expect(state(50, [claim(20, to: "shop-1")]).name == "claimed")
    #expect(state(25, [claim(20, to: "shop-1")]).name == "computed")
    #expect(state(50, [claim(40, to: "shop-2")]).name == "claimable")
  }

  @Test(
    arguments: [
      (.all, true), (.agreement("shop"), true),
      (.service(agreement: "shop", service: "front"), true),
      (.agreement("other"), false), (.service(agreement: "other", service: "front"), false),
    ] as [(Annotation.Scope, Bool)]
  )
  func `whose agreement a claim is about`(scope: Annotation.Scope, isOurs: Bool) {
    #expect(state(50, [claim(40, scope: scope)]).name == (isOurs ? "claimed" : "claimable"))
  }

  @Test func `only the customer claims, and what is recorded later is not known yet`() {
    #expect(state(50, [claim(40, by: .provider)]).name == "claimable")
    #expect(state(50, [claim(51)]).name == "claimable")
    #expect(state(51, [claim(51)]).name == "claimed")
  }

  /// The state after a claim and these words.
  ///
  /// Each is a kind, an author, and the number of the word that it answers, 0 for the claim; a word has
  /// the number of its place.
  private func story(_ words: [(Kind, Author, Int)], claimedOn day: Int64 = 40) -> ClaimState {
    let spoken = words.enumerated().map { index, spoken in
      word(
        "word-\(index + 1)",
        spoken.0,
        spoken.1,
        recorded: day + 1 + Int64(index),
        to: spoken.2 == 0 ? "claim" : "word-\(spoken.2)"
      )
    }
    return state(90, spoken + [claim(day, about: 12)])
  }

  @Test func `the provider accepts or contests`() {
    #expect(story([(.accept, .provider, 0)]) == .accepted(said("word-1", 41, by: .provider)))
    #expect(story([(.dispute, .provider, 0)]) == .contested(said("word-1", 41, by: .provider)))
    #expect(story([(.dispute, .provider, 0), (.accept, .provider, 0)]).name == "accepted")
    // Whoever disputes the claim anew after accepting it contests it.
    #expect(story([(.accept, .provider, 0), (.dispute, .provider, 0)]).name == "contested")
  }

  @Test func `the customer confirms, denies, gives way or withdraws`() {
    let confirmed = story([(.accept, .provider, 0), (.accept, .customer, 1)])
    #expect(confirmed == .settled(said("word-2", 42), isGranted: true))
    let denied = story([(.accept, .provider, 0), (.dispute, .customer, 1)])
    #expect(denied == .contested(said("word-2", 42)))
    let givenWay = story([(.dispute, .provider, 0), (.accept, .customer, 1)])
    #expect(givenWay == .settled(said("word-2", 42), isGranted: false))
    let withdrawn = story([(.dispute, .customer, 0)])
    #expect(withdrawn == .settled(said("word-1", 41), isGranted: false))
    #expect(story([(.dispute, .provider, 0), (.dispute, .customer, 1)]).name == "contested")
    #expect(story([(.accept, .customer, 0)]).name == "claimed")
  }

  @Test(
    arguments: [
      ([(.accept, .arbiter, 0)], true), ([(.dispute, .arbiter, 0)], false),
      ([(.dispute, .provider, 0), (.accept, .arbiter, 1)], false),
      ([(.dispute, .provider, 0), (.dispute, .arbiter, 1)], true),
      ([(.dispute, .provider, 0), (.accept, .arbiter, 0)], true),
      // The credit never came, says the customer; the arbiter agrees, or doesn't.
      ([(.accept, .provider, 0), (.dispute, .customer, 1), (.accept, .arbiter, 2)], true),
      ([(.accept, .provider, 0), (.dispute, .customer, 1), (.dispute, .arbiter, 2)], false),
    ] as [([(Annotation.Kind, Annotation.Author, Int)], Bool)]
  )
  func `the arbiter settles, whatever word is answered`(
    words: [(Annotation.Kind, Annotation.Author, Int)],
    isGranted: Bool
  ) {
    guard case .settled(_, let granted) = story(words) else {
      Issue.record("not settled")
      return
    }
    #expect(granted == isGranted)
  }

  @Test func `what is settled stays so, and the measurer has no say`() {
    let settled = story([(.accept, .arbiter, 0), (.dispute, .provider, 0)])
    #expect(settled == .settled(said("word-1", 41, by: .arbiter), isGranted: true))
    #expect(story([(.dispute, .measurer, 0)]).name == "claimed")
  }

  @Test func `what came too late only the provider or the arbiter can mend`() {
    #expect(story([(.dispute, .provider, 0)], claimedOn: 70).name == "expired")
    #expect(story([(.accept, .provider, 0)], claimedOn: 70).name == "accepted")
    #expect(story([(.accept, .arbiter, 0)], claimedOn: 70).name == "settled")
    #expect(story([(.dispute, .customer, 0)], claimedOn: 70).name == "expired")
  }

  @Test func `a word about something else changes nothing`() {
    let other = word("x", .accept, .provider, recorded: 45, to: "another")
    #expect(state(50, [claim(40), other]).name == "claimed")
    let note = word("n", .note, .provider, recorded: 45, to: "claim")
    #expect(state(50, [claim(40), note]).name == "claimed")
  }

  @Test func `the order in which annotations are given doesn't matter`() {
    let words = [
      claim(40), word("w1", .dispute, .provider, recorded: 41, to: "claim"),
      word("w2", .accept, .provider, recorded: 42, to: "claim"),
      word("w3", .accept, .customer, recorded: 43, to: "w2"),
    ]
    for shift in 0..<4 {
      let turned = Array(words[shift...] + words[..<shift])
      #expect(state(50, turned) == .settled(said("w3", 43), isGranted: true))
      #expect(state(50, turned.reversed()) == .settled(said("w3", 43), isGranted: true))
    }
  }
}
