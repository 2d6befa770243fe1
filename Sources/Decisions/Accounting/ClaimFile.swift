package import Agreement
package import Chronology

/// What is on record about the credit of one window, and where its claim stands.
///
/// computed → claimable → claimed → accepted | contested → settled, or expired. Every step after
/// claimable is a word of a party: an annotation that nobody changes.
package struct ClaimFile: Sendable {
  /// The agreement.
  private let agreement: String
  /// The window whose credit it is.
  private let window: Interval
  /// When the time begins in which it may be claimed: where the window ends of which it may be a part.
  private let end: Instant
  /// When the window after it ends.
  private let nextEnd: Instant
  /// The names of the incidents that count in the window.
  private let incidents: Set<String>
  /// How long after the window's end it may be claimed.
  private let within: TimeAmount?

  /// The file of one window of an agreement.
  ///
  /// - Parameters:
  ///   - agreement: Its id.
  ///   - window: The window, or the part of a divided one, of which all credits are claimed at once.
  ///   - whole: The whole window, if that is another.
  ///   - nextEnd: When the window after it ends.
  ///   - incidents: The names of the incidents that count in the window, as annotations refer to them.
  ///   - within: How long after the window's end the credit may be claimed; nil without a limit.
  package init(
    of agreement: String,
    window: Interval,
    of whole: Interval? = nil,
    nextEnd: Instant,
    incidents: Set<String> = [],
    within: TimeAmount?
  ) {
    self.agreement = agreement
    self.window = window
    end = whole?.end ?? window.end
    self.nextEnd = nextEnd
    self.incidents = incidents
    self.within = within
  }

  /// The last instant at which it may be claimed; nil without a limit.
  package var deadline: Instant? { within.map { end + $0 } }

  /// Where the claim stands.
  ///
  /// - Parameters:
  ///   - now: The instant as of which is asked: what was recorded later is not read.
  ///   - annotations: Those on record, in any order; what is about something else is passed over.
  ///   - isDue: Whether a credit may be due.
  ///   - isCovered: Whether enough of the time is known to claim any figure.
  ///   - isFinal: Whether the time is over in which facts may still be declared.
  package func state(
    at now: Instant,
    _ annotations: [RecordedAnnotation],
    isDue: Bool,
    isCovered: Bool = true,
    isFinal: Bool = true
  ) -> ClaimState {
    let known = annotations.filter { $0.recorded <= now }.sorted {
      ($0.recorded, $0.id) < ($1.recorded, $1.id)
    }
    let claims = known.filter(isClaim)
    guard !claims.isEmpty, now >= window.end else {
      return unclaimed(at: now, isDue: isDue, isCovered: isCovered, isFinal: isFinal)
    }
    return proceedings(claims, known)
  }

  /// The state while nobody has claimed.
  private func unclaimed(
    at now: Instant,
    isDue: Bool,
    isCovered: Bool,
    isFinal: Bool
  ) -> ClaimState {
    guard now >= window.end, isFinal else { return .computed }
    guard isDue else { return .nothing }
    guard isCovered else { return .insufficientCoverage }
    if let deadline, now > deadline { return .expired(deadline, late: nil) }
    return .claimable(until: deadline)
  }

  /// Whether an annotation claims the credit of this window.
  ///
  /// It names an incident of the window; or it names none and lies in a window that was over when the
  /// claim was made; or else it is a claim made in the window after this one.
  private func isClaim(_ recorded: RecordedAnnotation) -> Bool {
    let annotation = recorded.annotation
    guard annotation.kind == .claim, annotation.author == .customer, isInScope(annotation.scope)
    else { return false }
    if !annotation.reference.isEmpty { return incidents.contains(annotation.reference) }
    let said = recorded.said
    if window.contains(annotation.start) { return said >= window.end }
    return Interval(window.end, nextEnd).contains(annotation.start) && said < nextEnd
  }

  private func isInScope(_ scope: Annotation.Scope) -> Bool {
    switch scope {
    case .all: true
    case .agreement(let id), .service(agreement: let id, _): id == agreement
    case .check: false
    }
  }

  /// What the parties have said of the claims, in the order in which it was recorded.
  private func proceedings(
    _ claims: [RecordedAnnotation],
    _ known: [RecordedAnnotation]
  ) -> ClaimState {
    var state: ClaimState
    if let timely = claims.first(where: { claim in deadline.map { claim.said <= $0 } ?? true }) {
      state = .claimed(timely.word)
    } else {
      state = .expired(deadline ?? end, late: claims.first?.word)
    }
    var standpoints = Dictionary(
      claims.map { ($0.id, Standpoint(author: .customer, isForClaim: true)) },
      uniquingKeysWith: { first, _ in first }
    )
    for recorded in known {
      let annotation = recorded.annotation
      guard annotation.kind == .accept || annotation.kind == .dispute,
        let answered = standpoints[annotation.reference]
      else { continue }
      let isAcceptance = annotation.kind == .accept
      let standpoint = Standpoint(annotation.author, isAcceptance: isAcceptance, of: answered)
      standpoints[recorded.id] = standpoint
      state = state.after(
        recorded.word,
        standpoint,
        isConfirmed: isAcceptance && answered.isOfAcceptingProvider,
        isDenied: !isAcceptance && answered.isOfAcceptingProvider
      )
    }
    return state
  }
}

/// Whose word it is, and whether it speaks for the claim.
private struct Standpoint {
  let author: Annotation.Author
  let isForClaim: Bool

  init(author: Annotation.Author, isForClaim: Bool) {
    self.author = author
    self.isForClaim = isForClaim
  }

  /// The standpoint of who accepts or disputes another word: to accept what is said against the claim
  /// is to speak against it, and so on.
  init(_ author: Annotation.Author, isAcceptance: Bool, of answered: Standpoint) {
    // A customer who denies what the provider says, be it that the credit was given, stands by the claim.
    let isProtest = author == .customer && answered.author == .provider && !isAcceptance
    self.init(
      author: author,
      isForClaim: isProtest || answered.isForClaim == isAcceptance
    )
  }

  var isOfAcceptingProvider: Bool { author == .provider && isForClaim }
}

extension ClaimState {
  /// The state after one more word; what is settled stays so.
  ///
  /// - Parameters:
  ///   - isConfirmed: Whether the word accepts an acceptance of the provider's.
  ///   - isDenied: Whether it disputes one.
  fileprivate func after(
    _ word: ClaimWord,
    _ standpoint: Standpoint,
    isConfirmed: Bool,
    isDenied: Bool
  ) -> ClaimState {
    if case .settled = self { return self }
    switch (standpoint.author, standpoint.isForClaim) {
    case (.arbiter, let isGranted): return .settled(word, isGranted: isGranted)
    // A provider may accept what was claimed too late.
    case (.provider, true): return .accepted(word)
    case (.measurer, _): return self
    default: break
    }
    // The rest needs a claim that came in time, or that was accepted all the same.
    if case .expired = self { return self }
    return switch (standpoint.author, standpoint.isForClaim) {
    case (.customer, false): .settled(word, isGranted: false)
    case (.customer, true) where isConfirmed: .settled(word, isGranted: true)
    case (.customer, true) where isDenied: .contested(word)
    case (.customer, true): self
    default: .contested(word)
    }
  }
}

extension RecordedAnnotation {
  /// When it counts as said: when the other party was told; if that isn't said, when it was recorded,
  /// because only that is certain.
  package var said: Instant { annotation.noticed ?? recorded }

  fileprivate var word: ClaimWord {
    ClaimWord(
      annotation: id,
      said: said,
      author: annotation.author,
      isNoticeTold: annotation.noticed != nil
    )
  }
}
