// Made by scripts/events.py of events/registry.toml: change that one.

/// Everything that can be said, with what never changes about it.
///
/// Names, ids and field names are an interface: pipelines match on them.
package enum EventKind: String, CaseIterable, Hashable, Sendable {
  /// A service has become unavailable: enough failures in a row, back-dated to the first.
  case incidentOpened = "incident.opened"
  /// The failure that made an opened incident certain: when, and by how many samples.
  case incidentConfirmed = "incident.confirmed"
  /// A service has become available again, back-dated to the first success of enough.
  case incidentResolved = "incident.resolved"
  /// An objective may be missed: most of its budget is spent, or will be if an incident goes on.
  case objectiveAtRisk = "objective.at-risk"
  /// An objective is missed for certain.
  case objectiveBreached = "objective.breached"
  /// An objective with a rolling window is within its budget again.
  case objectiveRecovered = "objective.recovered"
  /// A calendar window has ended: the verdict.
  case objectiveClosed = "objective.closed"
  /// The daemon measures.
  case daemonStarted = "daemon.started"
  /// The daemon has stopped measuring, as asked.
  case daemonStopped = "daemon.stopped"
  /// The daemon runs on a new plan, or refused one.
  case daemonReloaded = "daemon.reloaded"
  /// Nothing was measured for a while, and why.
  case daemonGap = "daemon.gap"
  /// How the time of the record stands to UTC has changed: the clock was set.
  case daemonClock = "daemon.clock"
  /// Records were lost, and why: the disk took too long, or is damaged.
  case storeLoss = "store.loss"
  /// A file of the log was sealed: its samples' hashes, and the ledger's signed checkpoint.
  case storeSealed = "store.sealed"
  /// The store's disk has little room left, or the store is larger than it may be.
  case storeLow = "store.low"
  /// The disk is full, and what was kept ready for that is being used up.
  case storeReserve = "store.reserve"
  /// The disk is full and takes nothing: samples wait in memory.
  case storeExhausted = "store.exhausted"
  /// The disk fails: samples wait in memory.
  case storeFailed = "store.failed"
  /// The store or its disk is better off than before.
  case storeRecovered = "store.recovered"
  /// The budget of an objective burns too fast, over a long window and over a short one.
  case burnFiring = "burn.firing"
  /// It no longer does.
  case burnResolved = "burn.resolved"
  /// Too little is known to judge how fast a budget burns.
  case burnFrozen = "burn.frozen"
  /// Enough is known again.
  case burnThawed = "burn.thawed"
  /// A share of an objective's budget is spent: a half, three quarters, nine tenths or all of it.
  case budgetThreshold = "budget.threshold"
  /// A breach of a calendar window is taken back: time was excluded later.
  case breachRetracted = "breach.retracted"
  /// What was declared is excluded, as the agreement allows.
  case exclusionAccepted = "exclusion.accepted"
  /// What was declared is not excluded, and why.
  case exclusionRejected = "exclusion.rejected"
  /// A revision of an agreement was taken into the plan for the first time: the hash of its text.
  case agreementRecorded = "agreement.recorded"
  /// The report on a window was sealed.
  case reportSealed = "report.sealed"
  /// A sealed report has another revision, because of what was put on record later.
  case reportRevised = "report.revised"
  /// A sealed report reckons a credit of a window, or another one than before.
  case creditComputed = "credit.computed"
  /// A credit that nobody has claimed may soon not be claimed any more.
  case claimDeadlineNear = "claim.deadline-near"
  /// The store is an older copy than was signed, and is gone on with as somebody said.
  case storeReverted = "store.reverted"
  /// A check met another certificate than before, or the same one refused or taken again.
  case certificateChanged = "certificate.changed"
  /// A certificate in force ends soon: so many days are left, or fewer than an objective asks for.
  case certificateExpiring = "certificate.expiring"
  /// A certificate in force has ended.
  case certificateExpired = "certificate.expired"

  /// The journal's MESSAGE_ID: 128 bits in lower-case hexadecimal, made once by chance.
  package var messageID: String {
    switch self {
    case .incidentOpened: "ae1d51ced967491d8893464fa8233057"
    case .incidentConfirmed: "43d4151a318346cab3784058290a05db"
    case .incidentResolved: "9752a177a7f6441e9efedd6dfd9cc251"
    case .objectiveAtRisk: "d0c5f537f8634d11a7c0fe5859ae1d75"
    case .objectiveBreached: "acfd5f8eabbb4b6e9682f1d6ad734345"
    case .objectiveRecovered: "3e59991270c1406c817275f391964ae8"
    case .objectiveClosed: "ba2706970ff444e7bcae928cb29a8f99"
    case .daemonStarted: "fa14e69e6c80489e9dc57ba89c7d9148"
    case .daemonStopped: "a7ccf3d958214e6aa7f84b318f22e7c6"
    case .daemonReloaded: "68eda89c705b40848436b5a00aef0e99"
    case .daemonGap: "247110edd4e8477d845b33b6349a231f"
    case .daemonClock: "eee4ccff064ee1ba02c8617242300484"
    case .storeLoss: "b4569152441e4410bfe6fe8feef7b656"
    case .storeSealed: "d12fe0c4b14553aad15bdbfface6a176"
    case .storeLow: "14fa5673c4df444897e5b63f1ce881b2"
    case .storeReserve: "6cea39aa40f841ad9cdf0d605f813a69"
    case .storeExhausted: "11092e51fd074d55960522828fab86cf"
    case .storeFailed: "3874f1ad1638424a9876ee72a66e2bbb"
    case .storeRecovered: "26cea691195a4f5ebf13e327aa0174f1"
    case .burnFiring: "0c3d90ce12fe4eee8bdc9f435c99d091"
    case .burnResolved: "f7d6d8c435b1452598e195f21a0435c1"
    case .burnFrozen: "cee75fa732a643bdbfd639330b25aa46"
    case .burnThawed: "b8bb58cb48064f3f85e5327fd6ca9b0d"
    case .budgetThreshold: "d124e1442f0a4ff5b1d3d1866536769d"
    case .breachRetracted: "80972a73c4294383a3deaff633e2e7d2"
    case .exclusionAccepted: "114c093dd8704ba2a25021d21085cf61"
    case .exclusionRejected: "ac7ac671de1d4c3bb400f77c4370eb5c"
    case .agreementRecorded: "51fdbb83a5db867ade5ba470aa5dca9e"
    case .reportSealed: "28d2164e1a2a967f93b06c907913b588"
    case .reportRevised: "cdffeeac894a29698fcd3d3759c416e7"
    case .creditComputed: "a96bb4cda4344b75baf1a0c45b86292f"
    case .claimDeadlineNear: "564eb1bf8aab4192b3b23dba0bdbee8e"
    case .storeReverted: "127f83ec4e03463dbcb9ee262ea46e14"
    case .certificateChanged: "1c5484f598c69574959929cdc86b0030"
    case .certificateExpiring: "9be8ded6bbcb18dfe30379b0950e8d8b"
    case .certificateExpired: "b8ddef0ee68eb4b9c81e9585b4ee7007"
    }
  }

  /// How urgent it is, on syslog's scale.
  package var priority: Priority {
    switch self {
    case .incidentOpened: .error
    case .incidentConfirmed: .notice
    case .incidentResolved: .notice
    case .objectiveAtRisk: .warning
    case .objectiveBreached: .critical
    case .objectiveRecovered: .notice
    case .objectiveClosed: .notice
    case .daemonStarted: .info
    case .daemonStopped: .info
    case .daemonReloaded: .info
    case .daemonGap: .warning
    case .daemonClock: .warning
    case .storeLoss: .error
    case .storeSealed: .info
    case .storeLow: .warning
    case .storeReserve: .warning
    case .storeExhausted: .critical
    case .storeFailed: .critical
    case .storeRecovered: .notice
    case .burnFiring: .error
    case .burnResolved: .notice
    case .burnFrozen: .notice
    case .burnThawed: .info
    case .budgetThreshold: .warning
    case .breachRetracted: .warning
    case .exclusionAccepted: .notice
    case .exclusionRejected: .warning
    case .agreementRecorded: .notice
    case .reportSealed: .notice
    case .reportRevised: .warning
    case .creditComputed: .notice
    case .claimDeadlineNear: .warning
    case .storeReverted: .warning
    case .certificateChanged: .notice
    case .certificateExpiring: .warning
    case .certificateExpired: .error
    }
  }
}
