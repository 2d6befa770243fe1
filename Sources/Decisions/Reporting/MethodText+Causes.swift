import Agreement

extension MethodText {
  /// Which failures count otherwise for single objectives; nil if none do.
  var causes: String? {
    let sentences = agreement.objectives.compactMap { sentence(of: $0) }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func sentence(of objective: Objective) -> String? {
    let parts = CauseRule.Count.allCases.compactMap { count -> String? in
      let names = objective.causes.filter { $0.count == count }.map(\.failure.name)
      return names.isEmpty ? nil : "\(names.joined(separator: ", ")) \(words(of: count))"
    }
    guard !parts.isEmpty else { return nil }
    return say(
      "Whoever answers for it, for \(objective.id) a failure counts thus: "
        + "\(parts.joined(separator: "; ")).",
      "Quel que soit celui qui en répond, pour \(objective.id) un échec compte ainsi : "
        + "\(parts.joined(separator: " ; "))."
    )
  }

  private func words(of count: CauseRule.Count) -> String {
    switch count {
    case .good: say("as good", "comme bon")
    case .bad: say("as bad", "comme mauvais")
    case .void: say("as unknown", "comme inconnu")
    }
  }
}

extension Objective {
  /// How failures count for it, as members of its JSON; none where it says nothing.
  var causeMembers: [JSONMember] {
    if causes.isEmpty { return [] }
    let counts = CauseRule.Count.allCases.map { count in
      JSONMember(
        count.rawValue,
        .array(causes.filter { $0.count == count }.map { .string($0.failure.name) })
      )
    }
    return [JSONMember("causes", .object(counts))]
  }
}
