import Chronology
import ConfigFile
import Execution
import Importing
import Posix
import Recording
import Sampling
import Storage

/// Imports a file that a command has put into the inbox, by the code that the command itself runs
/// when there is no daemon, and judges the record anew.
struct InboxImport: Sendable {
  private let assembly: Assembly
  private let reloader: Reloader
  private let goesOn: @Sendable () -> Bool

  /// Imports into the daemon's store.
  ///
  /// - Parameters:
  ///   - reloader: Knows which checks are configured now.
  ///   - goesOn: False when the daemon is to end.
  init(_ assembly: Assembly, _ reloader: Reloader, goesOn: @escaping @Sendable () -> Bool) {
    self.assembly = assembly
    self.reloader = reloader
    self.goesOn = goesOn
  }

  /// Does what the request `name` asks for, and says how that went.
  func answer(to file: borrowing FileHandle, named name: String) -> InboxAnswer {
    let request: ImportRequest
    let start: Int64
    do throws(Errno) {
      let head = try file.read(ImportRequest.longestHeader, at: 0)
      guard let end = head.firstIndex(of: UInt8(ascii: "\n")),
        let read = ImportRequest(header: head[..<end])
      else { return .senseless(name) }
      request = read
      start = Int64(end) + 1
    } catch {
      return .unreadable(error)
    }
    let id = request.check
    guard let definition = on(reloader, { $0.definition(of: id) }) else {
      return refusal(
        .usage,
        "the running constatd has no check '\(id)': add it to the configuration and reload"
      )
    }
    do throws(ImportObstacle) {
      return try record(file, from: start, request, definition)
    } catch {
      return refusal(error.status, error.lines(file: request.name).joined(separator: "\n"))
    }
  }

  private func record(
    _ file: borrowing FileHandle,
    from start: Int64,
    _ request: ImportRequest,
    _ definition: CheckDefinition
  ) throws(ImportObstacle) -> InboxAnswer {
    let source = try ImportSource(
      file,
      of: definition.id,
      from: start,
      now: assembly.clock.now()
    ) { _ in goesOn() }
    guard source.hash == request.hash else {
      return refusal(.data, "\(request.name): it changed while it was read: import it again")
    }
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(assembly.plan.configuration.store)
    } catch {
      throw .store(error)
    }
    let recording = ImportRecording(source, request, of: definition)
    do throws(ImportObstacle) {
      let receipt = try recording.record(
        into: assembly.store,
        reading: disk,
        at: assembly.clock.now()
      ) { _ in goesOn() }
      judgeAnew()
      return InboxAnswer(ExitStatus.success.rawValue, "\(receipt)")
    } catch {
      // Part of it may be recorded.
      if error == .notDurable { judgeAnew() }
      throw error
    }
  }

  private func judgeAnew() {
    do throws(Failure) {
      try reloader.rejudging.judgeAnew(at: assembly.clock.now())
    } catch {
      Complaint.warn("what was imported is judged after the next start: \(error.message)")
    }
  }

  private func refusal(_ status: ExitStatus, _ text: String) -> InboxAnswer {
    InboxAnswer(status.rawValue, text)
  }
}
