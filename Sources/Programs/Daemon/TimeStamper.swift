import Archive
import Chronology
import Curl
import Dispatch
import Execution
import Posix
import Proving
import Storage
import StoreFormat
import Upkeep

/// Has each checkpoint stamped by a time-stamping authority (RFC 3161), and keeps its answer.
///
/// It has a queue of its own, on which it waits for the authority. Of checkpoints only the newest
/// waits: it stands for all before. What fails is tried again a few times, then left for the next
/// checkpoint. Isolation: the queue `constat.timestamp`.
actor TimeStamper: QueueActor {
  /// Asks an authority: takes a request, gives the answer's bytes.
  typealias Exchange = @Sendable (_ request: [UInt8]) throws(Refusal) -> [UInt8]

  /// Why there is no stamp, for an operator.
  struct Refusal: Error, Hashable {
    let words: String
  }

  nonisolated let executor = QueueExecutor(label: "constat.timestamp", qos: .utility)

  private let disk: any Disk
  private let exchange: Exchange
  private let warn: @Sendable (String) -> Void
  private var waiting: SignedNote?
  private var failures = 0
  private var timer: QueueTimer?

  /// A stamper that keeps what it gets on a store's disk.
  init(
    on disk: any Disk,
    exchange: @escaping Exchange,
    warn: @escaping @Sendable (String) -> Void
  ) {
    self.disk = disk
    self.exchange = exchange
    self.warn = warn
  }

  /// Hands a checkpoint over, from any thread, without waiting.
  nonisolated func post(_ note: SignedNote) {
    executor.queue.async { self.assumeIsolated { $0.take(note) } }
  }

  /// Takes a checkpoint in the place of one that waits.
  func take(_ note: SignedNote) {
    waiting = note
    failures = 0
    attempt()
  }

  /// Tries once to have stamped what waits.
  func attempt() {
    guard let note = waiting else { return }
    do throws(Refusal) {
      try stamp(note)
      waiting = nil
    } catch {
      failures += 1
      guard let delay = Retries.delay(afterFailure: failures) else {
        waiting = nil
        warn(
          "no time-stamp for this checkpoint: \(error.words); tried \(failures) times. The next one"
            + " is stamped"
        )
        return
      }
      if failures == 1 { warn("no time-stamp yet: \(error.words); it is tried again") }
      // Weak: a timer may fire once more while it is dropped.
      let timer =
        timer ?? QueueTimer(on: executor) { [weak self] in self?.assumeIsolated { $0.attempt() } }
      self.timer = timer
      timer.arm(at: SystemClocks.monotonic() + delay.nanoseconds)
    }
  }

  private func stamp(_ note: SignedNote) throws(Refusal) {
    var random = SystemRandomNumberGenerator()
    let nonce = (0..<TimeStampRequest.nonceLength).map { _ in
      UInt8.random(in: .min ... .max, using: &random)
    }
    do {
      let size = try Checkpoint(note.text).size
      let request = try TimeStampFiles.request(for: note, nonce: nonce)
      let answer = try exchange(request.encoded)
      try TimeStampReply(decoding: answer).check(request)
      try TimeStampFiles.keep(note, size: size, answer, on: disk)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(words: "\(error)")
    }
  }
}

extension TimeStamper {
  /// How long an authority may take, in milliseconds.
  private static let patience = 30_000

  /// Asks the authority at an address by HTTP (RFC 3161, section 3.4).
  static func http(_ url: String) -> Exchange {
    { request throws(Refusal) in
      do {
        let handle = try EasyHandle()
        try handle.set(.url, url)
        try handle.set(.protocols, "http,https")
        try handle.set(.noSignal, 1)
        try handle.set(.timeout, TimeStamper.patience)
        try handle.set(.followRedirects, 0)
        try handle.set(.headers, StringList(["Content-Type: \(TimeStampRequest.mediaType)"]))
        try handle.setPost(request)
        handle.reception.prepare(
          bodyLimit: TimeStampReply.sizeLimit,
          headerLimit: 65_536,
          keepsBody: true,
          keepsHeaders: false
        )
        try handle.receiveIntoReception()
        try handle.perform()
        let status = handle.number(.status)
        guard status == 200 else { throw Refusal(words: "\(url) answers \(status)") }
        return handle.reception.body
      } catch let refusal as Refusal {
        throw refusal
      } catch {
        throw Refusal(words: "\(url): \(error)")
      }
    }
  }
}
