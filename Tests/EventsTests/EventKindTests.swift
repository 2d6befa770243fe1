import Events
import Testing

@Suite struct EventKindTests {
  /// What pipelines match on: never change a row, only add one.
  static let frozen: [(String, String, Int, String)] = [
    ("incident.opened", "ae1d51ced967491d8893464fa8233057", 3, "incident opened"),
    ("incident.confirmed", "43d4151a318346cab3784058290a05db", 5, "incident confirmed"),
    ("incident.resolved", "9752a177a7f6441e9efedd6dfd9cc251", 5, "incident resolved"),
    ("objective.at-risk", "d0c5f537f8634d11a7c0fe5859ae1d75", 4, "objective at risk"),
    ("objective.breached", "acfd5f8eabbb4b6e9682f1d6ad734345", 2, "objective breached"),
    ("objective.recovered", "3e59991270c1406c817275f391964ae8", 5, "objective recovered"),
    ("objective.closed", "ba2706970ff444e7bcae928cb29a8f99", 5, "objective closed"),
    ("daemon.started", "fa14e69e6c80489e9dc57ba89c7d9148", 6, "daemon started"),
    ("daemon.stopped", "a7ccf3d958214e6aa7f84b318f22e7c6", 6, "daemon stopped"),
    ("daemon.reloaded", "68eda89c705b40848436b5a00aef0e99", 6, "daemon reloaded"),
    ("daemon.gap", "247110edd4e8477d845b33b6349a231f", 4, "daemon gap"),
    ("daemon.clock", "eee4ccff064ee1ba02c8617242300484", 4, "daemon clock"),
    ("store.loss", "b4569152441e4410bfe6fe8feef7b656", 3, "store loss"),
    ("store.sealed", "d12fe0c4b14553aad15bdbfface6a176", 6, "store sealed"),
    ("store.low", "14fa5673c4df444897e5b63f1ce881b2", 4, "store low"),
    ("store.reserve", "6cea39aa40f841ad9cdf0d605f813a69", 4, "store reserve"),
    ("store.exhausted", "11092e51fd074d55960522828fab86cf", 2, "store exhausted"),
    ("store.failed", "3874f1ad1638424a9876ee72a66e2bbb", 2, "store failed"),
    ("store.recovered", "26cea691195a4f5ebf13e327aa0174f1", 5, "store recovered"),
    ("burn.firing", "0c3d90ce12fe4eee8bdc9f435c99d091", 3, "burn firing"),
    ("burn.resolved", "f7d6d8c435b1452598e195f21a0435c1", 5, "burn resolved"),
    ("burn.frozen", "cee75fa732a643bdbfd639330b25aa46", 5, "burn frozen"),
    ("burn.thawed", "b8bb58cb48064f3f85e5327fd6ca9b0d", 6, "burn thawed"),
    ("budget.threshold", "d124e1442f0a4ff5b1d3d1866536769d", 4, "budget threshold"),
    ("breach.retracted", "80972a73c4294383a3deaff633e2e7d2", 4, "breach retracted"),
    ("exclusion.accepted", "114c093dd8704ba2a25021d21085cf61", 5, "exclusion accepted"),
    ("exclusion.rejected", "ac7ac671de1d4c3bb400f77c4370eb5c", 4, "exclusion rejected"),
    ("agreement.recorded", "51fdbb83a5db867ade5ba470aa5dca9e", 5, "agreement recorded"),
    ("report.sealed", "28d2164e1a2a967f93b06c907913b588", 5, "report sealed"),
    ("report.revised", "cdffeeac894a29698fcd3d3759c416e7", 4, "report revised"),
    ("credit.computed", "a96bb4cda4344b75baf1a0c45b86292f", 5, "credit computed"),
    ("claim.deadline-near", "564eb1bf8aab4192b3b23dba0bdbee8e", 4, "claim deadline near"),
    ("store.reverted", "127f83ec4e03463dbcb9ee262ea46e14", 4, "store reverted"),
    ("certificate.changed", "1c5484f598c69574959929cdc86b0030", 5, "certificate changed"),
    ("certificate.expiring", "9be8ded6bbcb18dfe30379b0950e8d8b", 4, "certificate expiring"),
    ("certificate.expired", "b8ddef0ee68eb4b9c81e9585b4ee7007", 3, "certificate expired"),
  ]

  @Test func `names, ids, priorities and words never change`() {
    #expect(EventKind.allCases.map(\.rawValue) == Self.frozen.map(\.0))
    #expect(EventKind.allCases.map(\.messageID) == Self.frozen.map(\.1))
    #expect(EventKind.allCases.map(\.priority.rawValue) == Self.frozen.map(\.2))
    #expect(EventKind.allCases.map(\.words) == Self.frozen.map(\.3))
  }

  @Test func `message ids are 32 hexadecimal digits, each its own`() {
    let ids = EventKind.allCases.map(\.messageID)
    for id in ids {
      #expect(id.utf8.count == 32)
      #expect(id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test func `the more urgent priority comes first`() {
    #expect(Priority.critical < .error)
    #expect(Priority.notice < .info)
  }
}
