package import Agreement

/// Reckons the credits of one window.
package struct CreditAccount: Sendable {
  /// What is agreed.
  ///
  /// Groups of objectives that don't cumulate and share one are one group.
  private let clauses: CreditClauses
  private let currency: Currency
  private let windowFee: Fraction?
  private let yearFee: Fraction?
  private let before: ClosedRange<Int64>
  private let beforeEstimate: Int64

  /// An account of one window.
  ///
  /// - Parameters:
  ///   - clauses: What is agreed.
  ///   - currency: The agreement's.
  ///   - windowFee: The fees of all services in the window, in the smallest units, of which the window's
  ///     cap is a share; nil if they aren't said.
  ///   - yearFee: The same of the calendar year.
  ///   - before: What earlier windows of the year have given, from the least to the most, in the smallest
  ///     units.
  ///   - beforeEstimate: What they have given as estimated; the least, if it isn't said.
  package init(
    _ clauses: CreditClauses,
    currency: Currency,
    windowFee: Fraction?,
    yearFee: Fraction?,
    before: ClosedRange<Int64> = 0...0,
    beforeEstimate: Int64? = nil
  ) {
    self.clauses = clauses
    self.currency = currency
    self.windowFee = windowFee
    self.yearFee = yearFee
    self.before = before
    self.beforeEstimate = beforeEstimate ?? before.lowerBound
  }

  /// The credits of the window, from the least to the most.
  ///
  /// - Parameter objectives: Those that are reckoned over this window, each once; a rule for another
  ///   gives no line.
  package func bounds(of objectives: [CreditedObjective]) -> CreditBounds {
    CreditBounds(
      least: statement(of: objectives, at: .least),
      estimate: statement(of: objectives, at: .estimate),
      most: statement(of: objectives, at: .most)
    )
  }

  /// The statement at one bound.
  package func statement(
    of objectives: [CreditedObjective],
    at bound: CreditBound
  ) -> CreditStatement {
    let lines = displaced(raw(objectives, at: bound))
    let windowCap = clauses.windowCap.flatMap { cap in windowFee.map { Fraction(cap) * $0 } }
    let yearCap = clauses.yearCap.flatMap { cap in yearFee.map { Fraction(cap) * $0 } }
    let yearRoom = yearCap.map { $0.less(Fraction(given(at: bound))) }
    let obstacle = obstacle(lines)
    guard obstacle == nil else {
      return CreditStatement(
        lines: lines,
        sum: nil,
        windowCap: windowCap,
        yearRoom: yearRoom,
        capped: nil,
        isBelowMinimum: false,
        amount: nil,
        obstacle: obstacle
      )
    }
    let sum = lines.lazy.filter { $0.displacedBy == nil }.reduce(Fraction.zero) {
      $0 + ($1.units ?? .zero)
    }
    let capped = [windowCap, yearRoom].compactMap(\.self).reduce(sum) { min($0, $1) }
    let isBelowMinimum =
      !capped.isZero && clauses.minimum.map { capped <= Fraction(max(0, $0.units)) } ?? false
    let amount = (isBelowMinimum ? .zero : capped).money(currency)
    return CreditStatement(
      lines: lines,
      sum: sum,
      windowCap: windowCap,
      yearRoom: yearRoom,
      capped: capped,
      isBelowMinimum: isBelowMinimum,
      amount: amount,
      obstacle: amount == nil ? .beyondMoney : nil
    )
  }

  /// What each rule gives.
  private func raw(_ objectives: [CreditedObjective], at bound: CreditBound) -> [CreditLine] {
    clauses.rules.compactMap { rule in
      guard let objective = objectives.first(where: { $0.id == rule.objective }) else { return nil }
      let credit = rule.scale.credit(for: objective.figures(at: bound))
      return CreditLine(
        objective: objective.id,
        credit: credit,
        units: credit.units(of: objective.fee),
        displacedBy: nil
      )
    }
  }

  /// The lines with those marked that a more favourable one displaces; of equals the first is given.
  ///
  /// Nothing is displaced while an amount isn't known, because then there is no sum either.
  private func displaced(_ lines: [CreditLine]) -> [CreditLine] {
    guard lines.allSatisfy({ $0.units != nil }) else { return lines }
    var winners: [Int: CreditLine] = [:]
    let groups = lines.map { group(of: $0.objective) }
    for (line, group) in zip(lines, groups) {
      guard let group else { continue }
      if let best = winners[group], (best.units ?? .zero) >= (line.units ?? .zero) { continue }
      winners[group] = line
    }
    return zip(lines, groups).map { line, group in
      guard let winner = group.flatMap({ winners[$0] }), winner.objective != line.objective,
        line.units != .zero
      else { return line }
      return CreditLine(
        objective: line.objective,
        credit: line.credit,
        units: line.units,
        displacedBy: winner.objective
      )
    }
  }

  /// The first of the groups that hang together with one that names `objective`; nil for none.
  private func group(of objective: String) -> Int? {
    var names: Set = [objective]
    var first: Int?
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for (index, group) in clauses.nonCumulative.enumerated() where !names.isDisjoint(with: group)
      {
        first = min(first ?? index, index)
        hasGrown = hasGrown || !names.isSuperset(of: group)
        names.formUnion(group)
      }
    }
    return first
  }

  private func obstacle(_ lines: [CreditLine]) -> CreditObstacle? {
    if let line = lines.first(where: { $0.units == nil }) { return .feeMissing(line.objective) }
    let isCapUnknown =
      clauses.windowCap != nil && windowFee == nil || clauses.yearCap != nil && yearFee == nil
    let isNothing = lines.allSatisfy { $0.units == .zero }
    return isCapUnknown && !isNothing ? .capFeeMissing : nil
  }

  /// What earlier windows have given: the more they gave, the less is left for this one.
  private func given(at bound: CreditBound) -> Int64 {
    switch bound {
    case .least: before.upperBound
    case .estimate: beforeEstimate
    case .most: before.lowerBound
    }
  }
}
