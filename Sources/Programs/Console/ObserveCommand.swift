import Agreement
import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Execution
import Importing
import Posix
import Recording
import Sampling
import Storage
import StoreFormat

/// `constat observe`: somebody gives what no probe sees.
struct ObserveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observe",
    abstract: "Give observations from outside: counts of cases, or how long cases took.",
    discussion: """
      NAME feeds a service of an agreement (observations: {counts: NAME} or {durations: NAME}). \
      Counts are good and valid cases of a stretch of time, now if it is left out; a duration begins at \
      --at, or has just ended. A file has one observation a line, as JSON or comma-separated values: \
      docs/observations.md has its columns. The same observation again changes nothing; another with the \
      same id takes its place, and both stay on record. A running constatd is asked to record it; \
      without one the command does it itself.
      """
  )

  @Argument(help: "The name that feeds a service.")
  var name: String

  @Option(help: ArgumentHelp("How many cases were good.", valueName: "count"))
  var good: Int64?

  @Option(help: ArgumentHelp("How many cases there were.", valueName: "count"))
  var valid: Int64?

  @Option(help: ArgumentHelp("Where the stretch begins that was counted.", valueName: "time"))
  var from: InstantArgument?

  @Option(help: ArgumentHelp("Where it ends.", valueName: "time"))
  var to: InstantArgument?

  @Option(help: ArgumentHelp("How long one case took, such as 3h12m.", valueName: "duration"))
  var duration: String?

  @Option(help: ArgumentHelp("When that case began.", valueName: "time"))
  var at: InstantArgument?

  @Option(help: "A file of observations: JSON lines, or comma-separated values.")
  var file: String?

  @Option(help: ArgumentHelp("The entry's id; an entry with it is replaced.", valueName: "id"))
  var id: String?

  @Option(help: "Who or what observed it.")
  var source: String

  @Option(help: "In whose name it is given; the measurer's if left out.")
  var author: AuthorArgument?

  @OptionGroup var locations: Locations

  func validate() throws {
    let isCounted = good != nil || valid != nil
    if [isCounted, duration != nil, file != nil].count(where: { $0 }) != 1 {
      throw ValidationError("give --good and --valid, or --duration, or --file")
    }
    if isCounted, good == nil || valid == nil {
      throw ValidationError("--good and --valid go together: how many were good, and of how many")
    }
    if (from == nil) != (to == nil) || (from != nil && !isCounted) {
      throw ValidationError("--from and --to go together, with --good and --valid")
    }
    if at != nil, duration == nil { throw ValidationError("--at goes with --duration") }
    if id != nil, file != nil {
      throw ValidationError("--id is of one observation: in a file each line has its own")
    }
  }

  func run() throws {
    let configuration = try locations.load()
    let feed = try feed(configuration)
    let bytes = try bytes()
    let source: ObservationSource
    do throws(ObservationObstacle) {
      source = try ObservationSource(bytes, of: feed, now: .now)
    } catch {
      throw ExitCode.because(error, file)
    }
    let request = ObserveRequest(
      name: feed.name,
      author: author?.author ?? .measurer,
      source: self.source,
      path: file ?? "",
      hash: source.hash
    )
    let words = InboxClient.Words(
      undone: "nothing is recorded",
      lookup: "see `constat observations` for what it recorded"
    )
    let store = try Store.inTurn(configuration.store, words) { draft throws(Errno) in
      try draft.write(request.header)
      try draft.write(bytes)
    }
    guard let store else { return }
    try record(ObservationRecording(source, request, of: feed), into: store, configuration)
  }

  private func feed(_ configuration: Configuration) throws -> ObservationFeed {
    let feed: ObservationFeed
    do throws(ObservationFault) {
      try ObservationRules.check(source: source)
      feed = try ObservationRules(agreements: configuration.agreements).feed(name)
    } catch {
      throw ExitCode.because("\(error)", .usage)
    }
    let given: ObservationFeed.Kind? = good != nil ? .counts : duration != nil ? .durations : nil
    if let given, given != feed.kind {
      let remedy = feed.kind == .counts ? "give --good and --valid" : "give --duration"
      throw ExitCode.because(
        "'\(feed.name)' is observed by \(feed.kind.word): \(remedy)",
        .usage
      )
    }
    return feed
  }

  /// The bytes of the file, or of the line that stands for the options.
  private func bytes() throws -> [UInt8] {
    guard let file else { return Array(line.utf8) }
    let handle = try open(file)
    var progress = Progress("reading \(file)", whole: Int((try? handle.size()) ?? 0))
    defer { progress.end() }
    do throws(ObservationObstacle) {
      return try ObservationSource.bytes(of: handle) { count in
        progress.tell(count)
        return true
      }
    } catch {
      progress.end()
      throw ExitCode.because(error, file)
    }
  }

  private func open(_ file: String) throws -> FileHandle {
    do throws(Errno) {
      let handle = try FileHandle(opening: file, [.readOnly, .nonBlocking])
      if try handle.status().kind == .regular { return handle }
    } catch {
      throw ExitCode.because("\(file): can't be opened: \(error)", .noInput)
    }
    throw ExitCode.because("\(file) is not a file: write the observations into one first", .noInput)
  }

  /// The options as a line of a file.
  private var line: String {
    let now = Instant(milliseconds: Instant.now.milliseconds)
    var members: [(String, String)] = []
    if let good, let valid {
      members = [
        ("from", "\"\(from?.instant ?? now)\""), ("to", "\"\(to?.instant ?? now)\""),
        ("good", "\(good)"), ("valid", "\(valid)"),
      ]
    } else if let duration {
      // One that is no duration is refused where the line is read.
      let start = at?.instant ?? TimeAmount(compound: duration).map { now - $0 } ?? now
      members = [("at", "\"\(start)\""), ("duration", quoted(duration))]
    }
    if let id { members.append(("id", quoted(id))) }
    return "{" + members.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}\n"
  }

  /// The text as a string of JSON.
  private func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case let control where control.value < 0x20:
        "\\u00" + (control.value < 16 ? "0" : "1")
          + String(control.value % 16, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(plain.joined())\""
  }

  /// Records without a daemon; the store's lock is held until the end.
  private func record(
    _ recording: ObservationRecording,
    into store: Store,
    _ configuration: Configuration
  ) throws {
    on(store) { $0.setVantage(configuration.vantage) }
    // The record's time, which may be ahead of the machine's clock.
    let now = max(.now, store.recovery.lastTime ?? .now)
    let silence = store.recovery.silentSince.map { Interval($0, max($0, now)) }
    let outcome = Result { () throws(ObservationObstacle) in
      let disk: PosixDisk
      do throws(StoreError) {
        disk = try PosixDisk.reading(configuration.store)
      } catch {
        throw .record("\(error)")
      }
      return try recording.record(into: store, reading: disk, at: now, silence: silence)
    }
    let isClosed = store.closeSealed(configuration)
    switch outcome {
    case .success(let receipt):
      guard isClosed else { throw ExitCode.because(ObservationObstacle.notDurable, file) }
      Terminal.say("\(receipt)")
    case .failure(let obstacle): throw ExitCode.because(obstacle, file)
    }
  }
}

extension ExitCode {
  /// Says why observations are not recorded, and how the command ends.
  fileprivate static func because(_ obstacle: ObservationObstacle, _ file: String?) -> ExitCode {
    Terminal.complain(obstacle.lines(file: file ?? "").map(\.harmless).joined(separator: "\n"))
    return ExitCode(obstacle.status.rawValue)
  }
}
