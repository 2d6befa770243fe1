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
    abstract: "Import a check's history from a file of JSON lines.",
    discussion: """
      Each line is one attempt, such as {"at": "2026-03-14T09:41:07Z", "outcome": "up"}; \
      docs/import.md has all keys. A running constatd is asked to do it; without one the command \
      does it itself. What is recorded already is never replaced or doubled.
      """
  )

  @Option(help: ArgumentHelp("The check that the samples are of.", valueName: "id"))
  var check: String

  @Argument(help: "The file of JSON lines.")
  var file: String

  @OptionGroup var locations: Locations

  func run() throws {
    let configuration = try locations.load()
    let definition = try definition(configuration)
    let handle = try open()
    let source = try read(handle)
    let request = ImportRequest(check: definition.id, path: file, hash: source.hash)
    let store: Store
    do throws(StoreError) {
      store = try Store.open(
        configuration.store,
        observer: Store.Observer(committed: { _ in }, besideLoss: { [.event($0.said)] })
      )
    } catch {
      guard case .locked(_, let process) = error else { throw refusal(error) }
      try InboxClient(configuration.store, holder: process).ask(request, handle)
      return
    }
    try record(ImportRecording(source, request, of: definition), into: store, configuration)
  }

  /// Why neither this command nor a daemon imports.
  private func refusal(_ error: StoreError) -> ExitCode {
    guard case .foreignOwner(let path, let owner, _) = error else { return .because(error) }
    return .because(
      "the store \(path) belongs to user \(owner), and no constatd that could be asked is seen to"
        + " have it: start constatd and, as a member of the store's group, give the same command"
        + " again; or run it as user \(owner)",
      error.exitStatus
    )
  }

  private func definition(_ configuration: Configuration) throws -> CheckDefinition {
    if let found = configuration.checks.first(where: { $0.id.description == check }) {
      return found.definition
    }
    let names = configuration.checks.prefix(20).map(\.id.description).joined(separator: ", ")
    let more =
      configuration.checks.count > 20 ? ", and \(configuration.checks.count - 20) more" : ""
    throw ExitCode.because(
      "\(locations.config) has no check '\(check)'; it has \(names)\(more)",
      .usage
    )
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

  private func read(_ handle: borrowing FileHandle) throws -> ImportSource {
    var progress = Progress("reading \(file)", whole: Int((try? handle.size()) ?? 0))
    defer { progress.end() }
    do throws(ImportObstacle) {
      return try ImportSource(handle, now: .now) { bytes in
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
      return try recording.record(into: store, reading: disk, silence: silence) { count in
        progress.tell(count)
        return true
      }
    }
    progress.end()
    let isClosed = on(store) { $0.close(keepingLock: true) }
    if isClosed {
      seal(store, configuration)
      on(store) { $0.release() }
    }
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

extension ImportCommand {
  /// Seals what was recorded, so that every byte of the store is vouched for.
  ///
  /// What fails is done at the daemon's next start.
  private func seal(_ store: Store, _ configuration: Configuration) {
    do throws(ArchiveError) {
      let archivist = try Archivist(
        of: store.recovery.store,
        on: store.disk,
        signer: try StoreKey.signer(
          of: store.recovery.store,
          at: configuration.sealKey,
          beside: configuration.store,
          warn: { Terminal.complain("warning: \($0)") }
        ),
        source: StoreKey.source(
          at: configuration.sealKey,
          beside: configuration.store,
          warn: { Terminal.complain("warning: \($0)") }
        ),
        now: { .now },
        observer: Archivist.Observer(
          record: { _ in false },
          told: { outcome in
            guard case .failure(let error) = outcome else { return }
            Terminal.complain("warning: the record is not sealed: \(error)")
          }
        )
      )
      on(archivist) { $0.finish() }
    } catch {
      Terminal.complain("warning: the record is not sealed: \(error)")
    }
  }
}

extension ExitCode {
  /// Says why a file is not imported, and how the command ends.
  static func because(_ obstacle: ImportObstacle, _ file: String) -> ExitCode {
    Terminal.complain(obstacle.lines(file: file).joined(separator: "\n"))
    return ExitCode(obstacle.status.rawValue)
  }
}
