import Agreement
import Annotating
import ConfigFile
import Execution
import Importing
import Posix
import Recording
import Sampling
import Storage
import StoreFormat

/// Records what a command declares by the inbox, by the code that the command itself runs when there
/// is no daemon.
struct InboxAnnotation: Sendable {
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
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = try file.read(AnnotationRequest.longest, at: 0)
    } catch {
      return .unreadable(error)
    }
    guard bytes.starts(with: AnnotationRequest.start.utf8) else { return nil }
    guard bytes.last == UInt8(ascii: "\n"),
      let request = AnnotationRequest(line: bytes.dropLast())
    else { return .senseless(name) }
    do throws(AnnotationObstacle) {
      let receipt = try record(request)
      if request.annotation.kind.isJudged { judgeAnew() }
      return InboxAnswer(ExitStatus.success.rawValue, receipt)
    } catch {
      return InboxAnswer(error.status.rawValue, "constat: \(error)")
    }
  }

  /// What is excluded has changed: the record is judged once more, while the old judge goes on.
  private func judgeAnew() {
    do throws(Failure) {
      try reloader.rejudging.judgeAnew(at: assembly.clock.now())
    } catch {
      Complaint.warn(
        "what was declared is on record, and judged by only after the next start: \(error.message)"
      )
    }
  }

  /// - Returns: What the command is told.
  private func record(
    _ request: AnnotationRequest
  ) throws(AnnotationObstacle) -> String {
    let configuration = on(reloader) { $0.configuration }
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(assembly.plan.configuration.store)
    } catch {
      throw .unreadable("\(error)")
    }
    let rules = AnnotationRules(
      agreements: configuration.agreements,
      checks: configuration.checks.map(\.id)
    )
    let recording = AnnotationRecording(request.annotation, by: rules)
    guard request.annotation.kind == .hold else { return try perform(recording, disk) }
    // Between two looks of the archivist: what it is deleting can't be held any more.
    return try on(assembly.archivist) { [self, disk] (_) throws(AnnotationObstacle) in
      try perform(recording, disk)
    }
  }

  private func perform(
    _ recording: AnnotationRecording,
    _ disk: PosixDisk
  ) throws(AnnotationObstacle) -> String {
    let recorded = try recording.record(
      into: assembly.store,
      reading: disk,
      at: assembly.clock.now(),
      goesOn: goesOn
    )
    return recording.receipt(recorded, reading: disk)
  }
}
