import Chronology
import StoreTestKit
import Testing

/// A run of a store whose every crash is looked at.
struct Scenario: Sendable, CustomTestStringConvertible {
  let name: String
  var retention: TimeAmount?
  let acts: [Act]

  var testDescription: String { name }

  static let all = [appending, rolling, sealing, merging, expiring, restarting]

  static let appending = Scenario(
    name: "appending",
    acts: [
      .commit(5), .commit(1), .commit(0), .commitAfterFailure(4), .commit(7), .commit(300), .finish,
    ]
  )

  static let rolling = Scenario(
    name: "rolling",
    acts: [.fillReserve, .commit(4), .commit(4), .commit(4), .commit(4), .fillReserve, .commit(4)]
      + [
        .pass(.hours(1)), .commit(6), .commitAfterFailure(3), .fillReserve, .commit(2),
        .commit(200),
      ]
  )

  static let sealing = Scenario(
    name: "sealing",
    acts: [.commit(6), .commit(3), .pass(.hours(1)), .commit(5), .seal, .commitAfterFailure(4)]
      + [.pass(.hours(1)), .commit(3), .seal, .commit(2), .finish]
  )

  static let merging = Scenario(
    name: "merging",
    acts: [.commit(4), .pass(.hours(8)), .commit(3), .pass(.hours(8)), .commit(5), .seal]
      + [
        .pass(.hours(8)), .commit(2), .seal, .pass(.hours(8)), .commit(2), .seal, .commit(1), .seal,
      ]
      + [.finish]
  )

  static let expiring = Scenario(
    name: "expiring",
    retention: .days(2),
    acts: (0..<4).flatMap { _ in
      [.commit(3), .pass(.hours(12)), .commit(4), .pass(.hours(12)), .commit(1), .seal] as [Act]
    } + [.pass(.days(1)), .commit(2), .seal, .finish]
  )

  static let restarting = Scenario(
    name: "restarting",
    acts: [.commit(5), .kill, .commit(3), .pass(.hours(1)), .commit(2), .kill, .seal, .commit(4)]
      + [.kill, .seal, .finish]
  )

  /// So many hours that the ledger files of the first 64 log files become one.
  static let ledgers = Scenario(
    name: "ledgers",
    acts: (0..<66).flatMap { _ in [.commit(1), .pass(.hours(1))] as [Act] }
      + [.seal, .commit(1), .seal, .finish]
  )

  /// Runs it on a disk.
  func run(on state: FaultyDisk = FaultyDisk()) throws -> Rehearsal {
    let rehearsal = Rehearsal(on: state, retention: retention)
    try rehearsal.open()
    for act in acts { try rehearsal.perform(act) }
    rehearsal.drop()
    return rehearsal
  }
}
