import Testing

/// `kill -9` while files are rolled, sealed, merged and deleted.
@Suite(.serialized, .timeLimit(.minutes(240))) struct WriterKillTests {
  private static let kills = Torture.isFull ? 100 : 20
  /// Of so many lives one goes on until it lets something expire: most are too short for it.
  private static let longLives = 20
  /// 100 stores, and so 10,000 kills, in `make torture`.
  private static let stores = 0..<(Torture.isFull ? 100 : 1)

  @Test(arguments: Torture.seeds)
  func `nothing acknowledged is lost by kill -9 inside rolling, sealing, merging and expiry`(
    _ first: UInt64
  ) throws {
    var (kills, samples, expired, files) = (0, 0, 0, UInt64(0))
    for store in Self.stores {
      let seed = first &+ UInt64(store)
      var writer = try KilledWriter(seed: seed)
      for kill in 1...Self.kills {
        try writer.kill(expiring: kill % Self.longLives == 0)
        kills += 1
        let fault = writer.fault(verifying: kill % 20 == 0)
        try #require(fault == nil, "kill \(kill), seed \(seed)")
      }
      samples += writer.told.samples
      expired += writer.told.expiring
      files += writer.lastLog
      #expect(writer.told.expiring > 0, "seed \(seed): nothing expired")
      // After each store: it takes long, and who ends it early knows how far it came.
      Torture.say(
        "\(kills) kills from seed \(first) on: \(samples) samples acknowledged, "
          + "\(expired) of them let go, \(files) log files begun, none lost"
      )
    }
  }
}
