import Chronology
import Curl
import Posix
import Sampling

/// One attempt under way.
///
/// The object and its libcurl handle are used again for the next one.
///
/// Confined to one loop.
final class Flight {
  /// What it waits for.
  enum State {
    /// Nothing: it is in the pool.
    case idle
    /// An address.
    case resolving
    /// A raw connect.
    case connecting
    /// libcurl.
    case transferring
  }

  /// How an address that was tried failed.
  struct Failure {
    let cause: Cause
    let detail: ProbeDetail
  }

  /// The place in the loop's table.
  let index: Int
  /// Which attempt this is; tells a late event or deadline of an earlier one apart.
  var run: UInt32 = 0
  var state = State.idle
  var due: DueProbe?
  /// By the wall clock.
  var start = Instant(nanoseconds: 0)
  /// Monotonic nanoseconds, as are all times below.
  var started: Int64 = 0
  var deadline: Int64 = 0
  /// When the loop looks at it next by itself; `.max` when libcurl does.
  var alarm = Int64.max
  /// When the phase under way began.
  var phaseStarted: Int64 = 0
  /// When the TCP connection of a TLS hop was seen to stand; 0 before.
  var connected: Int64 = 0
  var phases = Phases()
  /// Where this hop goes; redirects change it.
  var destination: Destination?
  var redirects = 0
  /// The address whose answer was the last redirect.
  var redirector: NetworkAddress?
  var resolution: Resolution?
  var addressIndex = 0
  /// What the last address ended with, while more addresses are awaited.
  var failure: Failure?
  var status: UInt16 = 0
  /// Bytes of the last answer's body.
  var bodyCount = 0
  /// The certificate of the first hop by TLS, once a handshake has met one.
  var certificate: ServedCertificate?
  /// Whether another loop was late while it had this attempt.
  var isImpaired = false
  var socket: StreamSocket?
  var easy: EasyHandle?

  init(index: Int) { self.index = index }

  /// The address that is or was tried.
  var address: NetworkAddress? {
    destination?.literal ?? resolution.map { $0.addresses[addressIndex] }
  }

  /// Addresses that haven't been tried, the current one not counted.
  var addressesLeft: Int {
    resolution.map { $0.addresses.count - addressIndex - 1 } ?? 0
  }

  /// Whether the target said where to go: by a redirect, or by what the name servers say of the name.
  ///
  /// It did not where the operator wrote the address, into the configuration or into the hosts file.
  var isLedByTarget: Bool {
    redirects > 0 || destination?.literal == nil && resolution?.isListed != true
  }

  /// Whether the current address may be tried.
  ///
  /// What the target says leads to addresses of hosts only, and a redirect to this host only from
  /// this host.
  var mayTryAddress: Bool {
    guard isLedByTarget, let address else { return true }
    let isLedHere = redirects > 0 && address.isLoopback && redirector?.isLoopback != true
    return address.isHostAddress && !isLedHere
  }

  /// Takes up an attempt.
  func begin(_ due: DueProbe, start: Instant, now: Int64) {
    precondition(state == .idle, "a flight has one attempt at a time")
    run &+= 1
    self.due = due
    self.start = start
    started = now
    phaseStarted = now
    deadline = now + due.probe.timeout.nanoseconds
    phases = Phases()
    destination = due.probe.destination
    redirects = 0
    redirector = nil
    resolution = nil
    addressIndex = 0
    failure = nil
    status = 0
    bodyCount = 0
    certificate = nil
    isImpaired = false
    alarm = .max
  }

  /// Goes back to the pool.
  func rest() {
    state = .idle
    due = nil
    destination = nil
    resolution = nil
    socket = nil
    easy?.reception.release()
  }

  /// The sample of this attempt.
  func sample(
    _ due: DueProbe,
    outcome: Outcome,
    cause: Cause?,
    flags: SampleFlags
  ) -> Sample {
    Sample(
      series: due.series,
      due: due.due,
      start: start,
      outcome: outcome,
      cause: cause,
      phases: phases,
      status: status,
      address: address,
      bytes: UInt32(clamping: bodyCount),
      flags: flags
    )
  }
}

/// `sum` and so many nanoseconds more, as whole microseconds; saturating, never less than before.
func adding(_ nanoseconds: Int64, to sum: UInt32) -> UInt32 {
  adding(microseconds: Int(nanoseconds / 1_000), to: sum)
}

/// `sum` and so many microseconds more; saturating, never less than before.
func adding(microseconds: Int, to sum: UInt32) -> UInt32 {
  UInt32(clamping: Int(sum) + max(0, microseconds))
}
