package import Agreement

/// What slots that have samples come to; sums of different slots add up.
package struct SlotSums: Hashable, Sendable {
  /// How many they are.
  package private(set) var count: Int64 = 0
  /// How many of them are bad.
  package private(set) var bad: Int64 = 0
  /// How many good samples those together have that have so many.
  package private(set) var good: [Int64: Int64] = [:]

  /// No slot.
  package init() {}

  /// What `filled` come to, by `terms`.
  package init(_ filled: [SlotCounts.Count], by terms: SlotTerms) {
    for slot in filled { add(slot, by: terms) }
  }

  /// Adds a slot.
  package mutating func add(_ slot: SlotCounts.Count, by terms: SlotTerms) {
    count += 1
    if terms.isBad(slot.bad, of: slot.valid) { bad += 1 }
    good[slot.valid, default: 0] += slot.valid - slot.bad
  }
}
