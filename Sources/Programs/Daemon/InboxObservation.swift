import Agreement
import ConfigFile
import Execution
import Importing
import Posix
import Recording
import Storage

/// Records observations that a command has put into the inbox, by the code that the command itself
/// runs when there is no daemon.
///
/// They are judged when they are durable, as samples are.
struct InboxObservation: Sendable {
  private let assembly: Assembly
  private let reloader: Reloader
  private let goesOn: @Sendable () -> Bool

  /// Records into the daemon's store.
  ///
  /// - Parameters:
  ///   - reloader: Knows what is configured now.
  ///   - goesOn: False when the daemon is to end.
  init(_ assembly: Assembly, _ reloader: Reloader, goesOn: @escaping @Sendable () -> Bool) {
    self.assembly = assembly
    self.reloader = reloader
    self.goesOn = goesOn
  }

  /// Does what a request asks for, and says how that went.
  ///
  /// - Returns: Nil when the request asks for something else.
  func answer(to file: borrowing FileHandle, named name: String) -> InboxAnswer? {
    let head: [UInt8]
    do throws(Errno) {
      head = try file.read(ObserveRequest.longestHeader, at: 0)
    } catch {
      return .unreadable(error)
    }
    guard head.starts(with: ObserveRequest.start.utf8) else { return nil }
    guard let end = head.firstIndex(of: UInt8(ascii: "\n")),
      let request = ObserveRequest(header: head[..<end])
    else { return .senseless(name) }
    do throws(ObservationObstacle) {
      let receipt = try record(file, from: Int64(end) + 1, request)
      return InboxAnswer(ExitStatus.success.rawValue, "\(receipt)")
    } catch {
      let lines = error.lines(file: request.file)
      return InboxAnswer(error.status.rawValue, lines.joined(separator: "\n"))
    }
  }

  private func record(
    _ file: borrowing FileHandle,
    from start: Int64,
    _ request: ObserveRequest
  ) throws(ObservationObstacle) -> ObservationReceipt {
    let rules = ObservationRules(agreements: on(reloader) { $0.configuration }.agreements)
    let feed: ObservationFeed
    do throws(ObservationFault) {
      feed = try rules.feed(request.name)
    } catch {
      throw .fault(error)
    }
    let bytes = try ObservationSource.bytes(of: file, from: start) { _ in goesOn() }
    let source = try ObservationSource(bytes, of: feed, now: assembly.clock.now())
    guard source.hash == request.hash else { throw .changed }
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(assembly.plan.configuration.store)
    } catch {
      throw .record("\(error)")
    }
    return try ObservationRecording(source, request, of: feed).record(
      into: assembly.store,
      reading: disk,
      at: assembly.clock.now(),
      goesOn: goesOn
    )
  }
}
