import Testing

/// A slice of `make power-cuts`.
@Suite(.blocking, .serialized, .timeLimit(.minutes(30))) struct PowerCutTests {
  /// Of one store.
  private static let cuts = 5

  @Test(.needsPowerCuts, arguments: Seeds.both)
  func `nothing acknowledged is lost when the power fails`(_ seed: UInt64) throws {
    let result = try PowerCuts.run(Self.cuts, seed: seed)
    print(result.text, terminator: "")
    #expect(result.ending == .exit(0), "\(result.text)")
    #expect(result.text.contains("\(Self.cuts) power cuts, seed \(seed): "))
    #expect(!result.text.contains(": 0 samples were acknowledged"), "nothing was written")
  }
}
