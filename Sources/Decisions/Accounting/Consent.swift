import Agreement

/// What the parties have said to a declaration: the last word of each.
struct Consent {
  private var words: [Annotation.Author: (recorded: RecordedAnnotation, accepts: Bool)] = [:]

  /// What has been said to each declaration, by its id.
  static func all(in annotations: [RecordedAnnotation]) -> [String: Consent] {
    var found: [String: Consent] = [:]
    for recorded in annotations {
      let said = recorded.annotation
      guard said.kind == .accept || said.kind == .dispute else { continue }
      found[said.reference, default: Consent()].add(recorded, accepts: said.kind == .accept)
    }
    return found
  }

  /// The order in which annotations count: of recording, and within one instant by their ids.
  private static func isEarlier(_ left: RecordedAnnotation, _ right: RecordedAnnotation) -> Bool {
    (left.recorded, left.id) < (right.recorded, right.id)
  }

  private mutating func add(_ word: RecordedAnnotation, accepts: Bool) {
    let author = word.annotation.author
    if let last = words[author], Consent.isEarlier(word, last.recorded) { return }
    words[author] = (word, accepts)
  }

  /// How a declaration of `author` stands for which one of `acceptedBy` must speak besides who declared
  /// it, and whose word decided that; nobody must if there is no other.
  ///
  /// The arbiter's word goes before all others. Who must accept can also dispute; the others can
  /// until somebody who must accept has. Of several words that decide alike the first counts.
  func ruling(
    declaredBy author: Annotation.Author,
    acceptedBy: Set<Annotation.Author>
  ) -> (status: ExclusionDecision.Status, word: RecordedAnnotation?) {
    if let own = words[author], !own.accepts { return (.rejected(.withdrawn), own.recorded) }
    if author != .arbiter, let decisive = words[.arbiter] {
      return (decisive.accepts ? .accepted : .rejected(.refusedByArbiter), decisive.recorded)
    }
    let voices = acceptedBy.subtracting([author])
    let agreed = voices.compactMap { words[$0] }.filter(\.accepts).map(\.recorded)
    let disputed = words.filter { party, word in
      party != author && !word.accepts && (agreed.isEmpty || voices.contains(party))
    }.map(\.value.recorded)
    if let first = disputed.min(by: Consent.isEarlier) { return (.disputed, first) }
    let word = agreed.min(by: Consent.isEarlier)
    return (voices.isEmpty || word != nil ? .accepted : .claimed, word)
  }
}
