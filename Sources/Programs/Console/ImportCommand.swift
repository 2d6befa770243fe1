import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Execution
import Importing
import Posix
import Recording
import Replaying
import Sampling
import Storage
import StoreFormat

/// `constat import`: history from a file, as samples of a check.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import a check's history from a file of JSON lines, a table or metrics.",
    discussion: """
      Each line is one attempt, such as {"at": "2026-03-14T09:41:07Z", "outcome": "up"}; \
      or a row of comma-separated values under a line with these names. docs/import.md has all keys, \
      and how histories of other tools are read. A running constatd is asked to do it; without one the command \
      does it itself. What is recorded already is never replaced or doubled: a file of which most lines are \
      further apart than a sample of the check vouches for is refused, unless --sparse is given.
      """
  )

  @Option(
    help: ArgumentHelp("The check that the samples are of.", valueName: "id"),
    completion: Completions.checks
  )
  var check: String

  @Argument(
    help: "The file of JSON lines, or of comma-separated values.",
    completion: .file()
  )
  var file: String

  @Flag(help: "Import it even if most of its time stays unknown.")
  var sparse = false

  @OptionGroup var locations: Locations

  func run() throws {
    let configuration = try locations.load()
    let definition = try definition(configuration)
    let handle = try open()
    let source = try read(handle, of: definition.id)
    let request = ImportRequest(
      check: definition.id,
      path: file,
      hash: source.hash,
      allowsSparse: sparse
    )
    let store = try Store.inTurn(configuration.store, Self.words) { draft throws(Errno) in
      try write(request, handle, into: &draft)
    }
    guard let store else { return }
    try record(ImportRecording(source, request, of: definition), into: store, configuration)
  }

  private static let words = InboxClient.Words(
    undone: "nothing is imported",
    lookup: "see `constat report` for what it imported"
  )

  private func write(
    _ request: ImportRequest,
    _ file: borrowing FileHandle,
    into draft: inout Inbox.Draft
  ) throws(Errno) {
    try draft.write(request.header)
    var place: Int64 = 0
    while true {
      let bytes = try file.read(ImportSource.chunk, at: place)
      if bytes.isEmpty { break }
      try draft.write(bytes)
      place += Int64(bytes.count)
    }
  }

  private func definition(_ configuration: Configuration) throws -> CheckDefinition {
    try locations.check(check, of: configuration).definition
  }

  private func open() throws -> FileHandle {
    do throws(Errno) {
      let handle = try FileHandle(opening: file, [.readOnly, .nonBlocking])
      if try handle.status().kind == .regular { return handle }
    } catch {
      throw ExitCode.because("\(file): can't be opened: \(error)", .noInput)
    }
    throw ExitCode.because("\(file) is not a file: write the samples into one first", .noInput)
  }

  private func read(_ handle: borrowing FileHandle, of check: CheckID) throws -> ImportSource {
    var progress = Progress("reading \(file)", whole: Int((try? handle.size()) ?? 0))
    defer { progress.end() }
    do throws(ImportObstacle) {
      return try ImportSource(handle, of: check, now: .now) { bytes in
        progress.tell(Int(bytes))
        return true
      }
    } catch {
      progress.end()
      throw ExitCode.because(error, file)
    }
  }

  /// Records without a daemon; the store's lock is held until the end.
  private func record(
    _ recording: ImportRecording,
    into store: Store,
    _ configuration: Configuration
  ) throws {
    on(store) { $0.setVantage(configuration.vantage) }
    let silence = store.recovery.silentSince.map { Interval($0, max($0, .now)) }
    var progress = Progress("recording", whole: nil)
    let outcome: Result<ImportReceipt, ImportObstacle> = Result { () throws(ImportObstacle) in
      let disk: PosixDisk
      do throws(StoreError) {
        disk = try PosixDisk.reading(configuration.store)
      } catch {
        throw .store(error)
      }
      return try recording.record(
        into: store,
        reading: disk,
        at: .now,
        silence: silence
      ) { count in
        progress.tell(count)
        return true
      }
    }
    progress.end()
    let isClosed = store.closeSealed(configuration)
    switch outcome {
    case .success(let receipt):
      guard isClosed else {
        throw ExitCode.because(ImportObstacle.notDurable, file)
      }
      Terminal.say("\(receipt)")
    case .failure(let obstacle): throw ExitCode.because(obstacle, file)
    }
  }
}

extension ExitCode {
  /// Says why a file is not imported, and how the command ends.
  static func because(_ obstacle: ImportObstacle, _ file: String) -> ExitCode {
    Terminal.complain(obstacle.lines(file: file).map(\.harmless).joined(separator: "\n"))
    return ExitCode(obstacle.status.rawValue)
  }
}
